# /// script
# requires-python = ">=3.11"
# dependencies = ["mapie==1.6.0", "scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "evaluate"
# pitfall = "eval-overconfident"
# tool = "mapie"
# minutes = 2
# proof = "the range knew which houses to leave"
# ///
"""A price without a range

Watch: we buy houses by the model's price. Who knew which to leave?
"""
import logging
import numpy as np
from mapie.regression import ConformalizedQuantileRegressor
from sklearn.ensemble import GradientBoostingRegressor

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
MARGIN = 30  # thousand euros, like every amount here
logging.disable()
chance = np.random.default_rng(3)

def houses(count):
    """Square metres and age, and the price. The older, the harder to tell."""
    size, age = chance.uniform(40, 200, count), chance.uniform(0, 100, count)
    return np.column_stack([size, age]), 3 * size + chance.normal(0, 3 + age * 0.6)

model = GradientBoostingRegressor(loss="quantile", n_estimators=60, random_state=0)
mapie = ConformalizedQuantileRegressor(model, confidence_level=0.8)
mapie.fit(*houses(1500)).conformalize(*houses(700))
new, price = houses(4000)
guess, ranges = mapie.predict_interval(new)
low, high = ranges[:, 0, 0], ranges[:, 1, 0]

def deal(chosen):
    """We offer the guess less our margin. Owners know the price, and sell if it suits."""
    sold = chosen & (guess - MARGIN > price - 20)
    gain = (price - guess + MARGIN)[sold].sum() / 1000
    return f"{sold.sum():,} bought and sold on: {gain:+.1f} million euros"

def show(answer):
    for number in 1, 2, 9:
        size, age = new[number].round()
        print(f"    {size:3.0f} m2, {age:2.0f} years old:   {answer(number)}")

print(f"{BOLD}We buy houses for what the model says, less {MARGIN},000 euros{END}\n")
show(lambda house: f"{guess[house]:.0f},000")
print(f"\n{RED}  BITES  {deal(guess > 0)}{END}\n")
print(f"{BOLD}The same houses with MAPIE's range, made for 8 in 10{END}\n")
show(lambda house: f"{low[house]:.0f},000 to {high[house]:.0f},000")
print(f"\n    inside their range: {((low < price) & (price < high)).mean():.0%}\n")
print(f"{GREEN}  HELPS  {deal(high - low < 2 * MARGIN)}")
if (price - guess + MARGIN)[high - low < 2 * MARGIN].sum() > 0:
    print(f"         Same prices: the range knew which houses to leave.{END}")
