# /// script
# requires-python = ">=3.11"
# dependencies = ["fairlearn==0.15.0", "scikit-learn==1.9.1", "pandas==3.1.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "evaluate"
# pitfall = "eval-average"
# tool = "fairlearn"
# minutes = 2
# proof = "Iceland pays for it"
# ///
"""Better on average, worse for somebody

Watch: one number says ship it. The same numbers by country do not.
"""
import numpy as np
from fairlearn.metrics import MetricFrame
from sklearn.metrics import recall_score

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
COUNTRIES = {  # patients, and the share of the ill that each version finds
    "France": (4000, 0.78, 0.87),
    "Poland": (3000, 0.76, 0.84),
    "Spain": (2500, 0.77, 0.85),
    "Iceland": (300, 0.79, 0.41),  # its new scanner writes the pictures mirrored
}
chance = np.random.default_rng(5)
country = np.repeat(list(COUNTRIES), [many for many, _, _ in COUNTRIES.values()])
ill = chance.random(len(country)) < 0.3

def version(column):
    finds = [COUNTRIES[name][column] for name in country]
    return ill & (chance.random(len(country)) < finds)

def found(answer):
    return MetricFrame(
        metrics=recall_score, y_true=ill, y_pred=answer, sensitive_features=country
    )

old, new = found(version(1)), found(version(2))
print(f"{BOLD}Of all who are ill, how many do we find?{END}\n")
print(f"{RED}  BITES  version 1: {old.overall:.0%}   "
      f"version 2: {new.overall:.0%}   Ship it!{END}\n")
print(f"{BOLD}MetricFrame(recall_score, ..., sensitive_features=country).by_group{END}\n")
for name in COUNTRIES:
    before, after = old.by_group[name], new.by_group[name]
    colour = RED if after < before else END
    print(f"  {name:9} {before:.0%}  {'░' * round(40 * before)}")
    print(f"{colour}  {'':9} {after:.0%}  {'█' * round(40 * after)}{END}\n")
worst = (new.by_group - old.by_group).idxmin()
fall = f"from {old.by_group[worst]:.0%} to {new.by_group[worst]:.0%}"
print(f"{GREEN}  HELPS  {worst} pays for it: {fall}.{END}")
