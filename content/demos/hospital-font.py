# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "data"
# pitfall = "data-shortcut"
# tool = "scikit-learn"
# minutes = 2
# proof = "It reads the letter, not the lung"
# ///
"""The hospital's letter gives the answer away

Watch: the corner of each picture. That is what the model looks at.
"""
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, LeaveOneGroupOut, cross_val_score

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
SICK_SHARE = {"A": 0.95, "B": 0.05, "C": 0.90, "D": 0.10}  # who sends us which patients
LETTERS = {"A": "010111101", "B": "110111111", "C": "111100111", "D": "110101110"}

chance = np.random.default_rng(0)
hospital = np.repeat(list("ABCD"), 250)
sick = chance.random(1000) < [SICK_SHARE[name] for name in hospital]
pictures = chance.normal(0.25, 0.07, (1000, 8, 14))
pictures[:, 2:7, 1:6] += 0.35  # two lungs
pictures[:, 2:7, 8:13] += 0.35
pictures[sick, 4:6, 9:11] += 0.05  # the disease, hardly to be seen
for picture, name in zip(pictures, hospital):
    picture[:3, -3:] = np.array(list(LETTERS[name]), float).reshape(3, 3)

def score(columns, folds, **groups):
    model = LogisticRegression(max_iter=1000)
    return cross_val_score(model, columns, sick, cv=folds, **groups).mean()

print(f"{BOLD}1,000 chest pictures from four hospitals: who is sick?{END}\n")
for lines in zip(pictures[0], pictures[250]):
    print("    ".join([""] + ["".join(" ░▒▓█"[int(v * 4.9)] * 2 for v in line.clip(0, 1))
                              for line in lines]))
print("    hospital A: sick                hospital B: well\n")
pixels, shuffled = pictures.reshape(1000, -1), KFold(5, shuffle=True, random_state=0)
home = score(pixels, shuffled)
print(f"{RED}  BITES  random split:        {home:.0%} right. Ship it!{END}\n")
sender = score(hospital[:, None] == list("ABCD"), shuffled)
abroad = score(pixels, LeaveOneGroupOut(), groups=hospital)
print(f"{GREEN}  HELPS  the sender alone:    {sender:.0%} right, without any picture")
print(f"         a hospital left out: {abroad:.0%} right")
if sender > 0.9 and abroad < 0.6:
    print(f"         It reads the letter, not the lung.{END}")
