# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "train"
# pitfall = "train-lucky-seed"
# tool = "scikit-learn"
# minutes = 2
# proof = "The gain is smaller than the wobble"
# ///
"""A gain, or a lucky seed?

Watch: one run of each model. Then thirty runs of each.
"""
from collections import Counter

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import ShuffleSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
cells, benign = load_breast_cancer(return_X_y=True)
splits = ShuffleSplit(30, test_size=100, random_state=0)  # the same thirty for both

def scores(strength):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength))
    return cross_val_score(model, cells, benign, cv=splits)

old, new = scores(1.0), scores(0.1)
gain = new - old
lucky = gain.argmax()
print(f"{BOLD}The new model beats the old one. One run of each:{END}\n")
print(f"{RED}  BITES  old {old[lucky]:.0%} right, new {new[lucky]:.0%} right: "
      f"{gain[lucky]:+.0%}, tell the boss.{END}\n")

print(f"{BOLD}Thirty runs, on the same thirty splits. A dot is a run:{END}\n")
dots = {name: Counter(runs.round(2)) for name, runs in (("old", old), ("new", new))}
print(f"  {'':8}{'old':20}new")
for score in sorted(dots["old"] | dots["new"]):
    print(f"  {score:4.0%}    {'●' * dots['old'][score]:20}{'●' * dots['new'][score]}")

wobble = gain.std()
print(f"\n{GREEN}  HELPS  30 runs: {gain.mean():+.1%}, give or take {wobble:.1%}")
if abs(gain.mean()) < wobble:
    print(f"         The gain is smaller than the wobble. No news.{END}")
