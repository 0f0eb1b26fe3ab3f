# /// script
# requires-python = ">=3.11"
# dependencies = ["human-learn==0.3.5", "scikit-learn==1.9.1", "pandas==3.1.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "frame"
# pitfall = "frame-no-ml"
# tool = "human-learn"
# minutes = 2
# keys = "+++tq"
# proof = "One rule is as good as the model"
# ///
"""The model nobody needed

Watch: a rule with one number, beside a model with thirteen columns.
"""
import atexit, sys, termios, tty
import numpy as np, pandas as pd
from hulearn.classification import FunctionClassifier
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GridSearchCV, cross_val_score
RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter("+++t")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")

chance = np.random.default_rng(7)
people = pd.DataFrame(chance.normal(size=(1500, 12))).add_prefix("column")
people["away"] = chance.gamma(2, 20, 1500).round()
left = (people.away + 4 * people.column1 + chance.normal(0, 8, 1500) > 45).astype(int)

def rule(table, days):
    return (table["away"] > days).astype(int)

def accuracy(model):
    return cross_val_score(model, people, left, cv=3).mean()

def show(name, score, colour):
    print(f"\n{colour}  {name:26} {score:.1%} right  {'█' * int(60 * score - 30)}{END}")

best, days, key = accuracy(HistGradientBoostingClassifier(max_iter=40)), 10, ""
while key != "q":
    mine = accuracy(FunctionClassifier(rule, days=days))
    print(f"\033[H\033[2J{BOLD}Who will cancel? 1,500 customers, made up{END}")
    show("boosted trees, 13 columns", best, BOLD)
    show(f"rule: away > {days} days", mine, GREEN if best - mine < 0.01 else RED)
    if best - mine < 0.01:
        print(f"\n{GREEN}  HELPS  One rule is as good as the model. Ship it Friday.{END}")
    else:
        print(f"\n{RED}  BITES  A model, and nobody asked how far a rule can go.{END}")
    print("\n  + more days   - fewer   t let human-learn tune it   q end", flush=True)
    key = next(keys, "q")
    days += {"+": 5, "-": -5}.get(key, 0)
    if key == "t":
        tried = {"days": range(5, 95, 5)}
        search = GridSearchCV(FunctionClassifier(rule, days=0), tried)
        days = search.fit(people, left).best_params_["days"]
