# /// script
# requires-python = ">=3.11"
# dependencies = ["mapie==1.6.0", "scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "people"
# pitfall = "people-wrong"
# tool = "mapie"
# minutes = 3
# keys = "\n\n\n\n\n\n"
# proof = "errors now come to a person"
# ///
"""A screen for being wrong

Watch: the machine is always sure. Then it may say "this or that".
"""
import sys
import numpy as np
from mapie.classification import SplitConformalClassifier
from sklearn.datasets import load_digits
from sklearn.naive_bayes import GaussianNB

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
images, digits = load_digits(return_X_y=True)
images = images + np.random.default_rng(0).normal(0, 2, images.shape)  # bad scans
model = GaussianNB(var_smoothing=0.01).fit(images[:700], digits[:700])
new, truth = images[1200:], digits[1200:]
chances = model.predict_proba(new)
said, sure = chances.argmax(axis=1), chances.max(axis=1)

mapie = SplitConformalClassifier(model, confidence_level=0.95, prefit=True)
sets = mapie.conformalize(images[700:1200], digits[700:1200]).predict_set(new)[1][:, :, 0]
wrong, doubtful = said != truth, sets.sum(axis=1) > 1
instructive = np.flatnonzero(wrong & sets[range(len(truth)), truth])

def ask(question):
    print(f"\n  {question}", end="  ", flush=True)
    return sys.stdin.readline().strip() if sys.stdin.isatty() else ""

for number in instructive[np.argsort(-sure[instructive])][:3]:
    print(f"\033[H\033[2J{BOLD}What is this? The machine helps you.{END}\n")
    for line in new[number].reshape(8, 8).clip(0, 16):
        print("      " + "".join(" ░▒▓█"[int(ink / 3.3)] * 2 for ink in line))
    print(f"\n{RED}  It is a {said[number]}, I am {sure[number]:.0%} sure.{END}")
    answer = ask("Your digit, or Enter to believe it (q ends):")
    if answer == "q":
        break
    options = " or ".join(map(str, np.flatnonzero(sets[number])))
    print(f"\n{GREEN}  Asked through MAPIE it says: {options}. Please look.{END}")
    ask(f"It is a {truth[number]}, and you said {answer or said[number]}. Enter goes on.")

print(f"\033[H\033[2J{BOLD}All {len(truth)} images{END}\n")
print(f"{RED}  BITES  {wrong.sum()} errors. In {(wrong & (sure > 0.99)).sum()} of them")
print(f"         the machine was more than 99% sure.{END}\n")
caught = (wrong & doubtful).sum()
print(f"{GREEN}  HELPS  {caught} of the {wrong.sum()} errors now come to a person,")
print(f"         who looks at {doubtful.mean():.0%} of the images.{END}")
