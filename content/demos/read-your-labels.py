# /// script
# requires-python = ">=3.11"
# dependencies = ["cleanlab==2.9.0", "scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "labels"
# pitfall = "labels-wrong"
# tool = "cleanlab"
# minutes = 3
# keys = ["4\n", "4\n", "4\n", "4\n", "4\n"]
# proof = "the better model has changed"
# ///
"""Read your test labels before you believe the score

Watch: the label under each picture. cleanlab has put the worst first.
"""
import sys
import numpy as np
from cleanlab.rank import get_label_quality_scores
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
truth, images = load_digits().target, load_digits().data / 16
labels = truth.copy()  # by a contractor who takes any thick 4 for a 9, and so on
for digit, taken_for in (4, 9), (7, 1), (3, 8):
    labels[(truth == digit) & (images.sum(axis=1) > 20)] = taken_for

careful = LogisticRegression(max_iter=300).fit(images[:1000], truth[:1000])
copycat = LogisticRegression(max_iter=300).fit(images[:1000], labels[:1000])
images, truth, labels = images[1000:], truth[1000:], labels[1000:]
doubtful = np.argsort(get_label_quality_scores(labels, careful.predict_proba(images)))

def compare(title):
    a, b = careful.score(images, labels), copycat.score(images, labels)
    print(f"{title} model A {a:.1%}   model B {b:.1%}{END}\n")
    return a > b

read = wrong = 0
for number in doubtful[:5]:
    print(f"\033[H\033[2J{BOLD}The most doubtful labels, {read + 1} of 5{END}\n")
    for line in images[number].reshape(8, 8):
        print("      " + "".join(" ░▒▓█"[int(4.9 * ink)] * 2 for ink in line))
    print(f"\n{RED}  The test set says: {labels[number]}{END}")
    print("\n  What do you read? (Enter: it is right, q: enough)  ", end="", flush=True)
    answer = sys.stdin.readline().strip() if sys.stdin.isatty() else str(truth[number])
    if answer == "q":
        break
    read += 1
    wrong += answer not in ("", str(labels[number]))

print(f"\033[H\033[2J{BOLD}You read {read} labels, {wrong} of them were wrong.{END}\n")
before = compare(f"{RED}  BITES  labels as they are:  ")
labels[doubtful[:80]] = truth[doubtful[:80]]  # read by somebody who can
after = compare(f"{GREEN}  HELPS  first 80 mended:     ")
if before != after:
    print(f"{GREEN}  80 labels read, and the better model has changed.{END}")
