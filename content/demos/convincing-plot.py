# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "evaluate"
# pitfall = "eval-explain-as-proof"
# tool = "scikit-learn"
# minutes = 2
# proof = "Nothing to explain"
# ///
"""A convincing plot of nothing at all

Watch: the answers were drawn by lot. The plot explains them anyway.
"""
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import permutation_importance

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
COLUMNS = ["age", "income", "visits", "smoker", "owns a car"]

chance = np.random.default_rng(11)
people = np.column_stack([
    chance.normal(50, 15, 600), chance.lognormal(10, 0.5, 600), chance.poisson(4, 600),
    chance.random((600, 2)) < 0.4,
])
ill = chance.random(600) < 0.5  # heads or tails: nothing explains it
model = RandomForestClassifier(60, random_state=0).fit(people[:400], ill[:400])

def plot(importances, colour):
    for name, value in sorted(zip(COLUMNS, importances), key=lambda pair: -pair[1]):
        bar = "█" * round(100 * max(0, value))
        print(f"{colour}    {name:11} {value:+.2f}  {bar}{END}")

print(f"{BOLD}Why are these people ill? The forest explains itself:{END}\n")
plot(model.feature_importances_, RED)
print(f"\n{RED}  BITES  Income and age, of course! Everybody can tell you why.{END}\n")

print(f"{BOLD}The same forest, asked on {len(ill) - 400} people it has not seen:{END}\n")
unseen = permutation_importance(
    model, people[400:], ill[400:], n_repeats=10, random_state=0
)
plot(unseen.importances_mean, GREEN)
if (unseen.importances_mean < 2 * unseen.importances_std).all():
    print(f"\n{GREEN}  HELPS  Nothing to explain, says permutation_importance.{END}")
