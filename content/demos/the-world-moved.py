# /// script
# requires-python = ">=3.11"
# dependencies = ["river==0.26.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "monitor"
# pitfall = "monitor-drift"
# tool = "river"
# minutes = 2
# proof = "ADWIN rings on day 5"
# ///
"""The world moved, the model stayed

Watch: two models, the same customers. On day 50 a competitor opens.
"""
import random
from river import drift, linear_model, preprocessing

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
random.seed(0)

def customer(day):
    """A high price used to be a sign of quality. Since day 50 it is just dear."""
    features = {"price": random.gauss(0, 1), "hour": random.gauss(0, 1)}
    taste = 1 if day < 50 else -1
    interest = taste * features["price"] + 0.5 * features["hour"] + random.gauss(0, 0.3)
    return features, interest > 0

def new_model():
    return preprocessing.StandardScaler() | linear_model.LogisticRegression()

def show(day, right, note):
    cells = []
    for share in right:
        colour = GREEN if share > 0.8 else RED
        cells.append(f"{colour}{'█' * round(share * 18):19}{share:4.0%}{END}")
    print(f"    {day:3}    " + "    ".join(cells) + note)

frozen, learning, alarm, rang = new_model(), new_model(), drift.ADWIN(delta=1e-4), None
print(f"{BOLD}    day    trained once, to day 30    river, with an alarm{END}\n")
for decade in range(10):
    right, note = [0, 0], ""
    for day in range(10 * decade, 10 * decade + 10):
        for _ in range(60):
            features, buys = customer(day)
            hits = [model.predict_one(features) == buys for model in (frozen, learning)]
            right = [total + hit for total, hit in zip(right, hits)]
            alarm.update(not hits[1])
            if day < 30:
                frozen.learn_one(features, buys)
            elif alarm.drift_detected:
                learning, rang, note = new_model(), rang or day, f"  alarm, day {day}"
            learning.learn_one(features, buys)
    show(10 * decade + 10, [total / 600 for total in right], note)
print(f"\n{RED}  BITES  The first model is sure of itself, and wrong, for good.{END}")
if rang:
    print(f"{GREEN}  HELPS  ADWIN rings on day {rang}, river learns the new world.{END}")
