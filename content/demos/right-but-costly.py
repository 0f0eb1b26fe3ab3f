# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "frame"
# pitfall = "frame-success"
# tool = "scikit-learn"
# minutes = 2
# proof = "cheapest of the four"
# ///
"""Right 97 times in 100, and hardly worth having

Watch: the two columns. The best accuracy is not the lowest bill.
"""
from sklearn.datasets import make_classification
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, make_scorer
from sklearn.model_selection import TunedThresholdClassifierCV, train_test_split

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
FAILURE_MISSED, VISIT_IN_VAIN = 900, 60  # euros: the owner's figures, not the model's

machines, fails = make_classification(
    12000, 12, n_informative=4, weights=[0.975], flip_y=0.012, random_state=5
)
seen, new, seen_fails, new_fails = train_test_split(
    machines, fails, stratify=fails, random_state=0
)

def bill(truth, answer):
    _, in_vain, missed, _ = confusion_matrix(truth, answer).ravel()
    return (missed * FAILURE_MISSED + in_vain * VISIT_IN_VAIN) / len(truth)

bills = []

def row(name, model, colour):
    answer = model.predict(new)
    bills.append(bill(new_fails, answer))
    right, found = (answer == new_fails).mean(), answer[new_fails == 1].mean()
    print(f"{colour}  {name:36}{right:7.1%}{bills[-1]:10.2f} EUR{found:12.0%}{END}\n")

print(f"{BOLD}{len(new):,} machines, of which {new_fails.sum()} will fail. Which?{END}")
print(f"A failure missed costs {FAILURE_MISSED} EUR, a visit in vain {VISIT_IN_VAIN}.\n")
print(f"{BOLD}  {'what we do':38}right   per machine       found{END}\n")
nobody = DummyClassifier(strategy="most_frequent").fit(seen, seen_fails)
everybody = DummyClassifier(strategy="constant", constant=1).fit(seen, seen_fails)
model = LogisticRegression(max_iter=500).fit(seen, seen_fails)
row("stay at home", nobody, END)
row("visit them all", everybody, END)
row("BITES  the model, tuned to be right", model, RED)
cheap = make_scorer(bill, greater_is_better=False)
priced = TunedThresholdClassifierCV(model, scoring=cheap, cv=4)
row("HELPS  same model, tuned on the bill", priced.fit(seen, seen_fails), GREEN)
place = "the cheapest" if bills[-1] == min(bills) else "not the cheapest"
limit = f"{priced.best_threshold_:.0%}"
print(f"{GREEN}  It visits from a risk of {limit} on: {place} of the four.{END}")
