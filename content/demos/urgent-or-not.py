# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "labels"
# pitfall = "labels-no-guideline"
# tool = "scikit-learn"
# minutes = 3
# keys = ["unununuu\n", "nnununun\n"]
# proof = "with the rule: kappa 1.00"
# ///
"""Is this ticket urgent? Two people, two truths

Watch: you label eight tickets, so does a colleague. Then read a rule.
"""
import sys
from sklearn.metrics import cohen_kappa_score

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
TICKETS = [
    "I cannot log in since this morning.",
    "PLEASE HELP!!! My picture is upside down!!!",
    "The shop shows prices of last year.",
    "Could somebody change my surname one day?",
    "Payment failed, for all our 40 shops.",
    "This is urgent: I want a black theme.",
    "A colleague sees my salary in the report.",
    "The page is a little slow today.",
]
RULE = "Urgent: somebody is losing money or privacy now. Nothing else."
ROUNDS = [  # the rule, the colleague's labels, and what is typed when nobody is there
    ("without a rule", "uunnuunn", "unununuu"),
    ("with the rule", "nnununun", "nnununun"),
]
summary = []
for name, theirs, mine in ROUNDS:
    print(f"\033[H\033[2J{BOLD}Eight tickets, {name}: which are urgent?{END}\n")
    for number, ticket in enumerate(TICKETS, 1):
        print(f"   {number}  {ticket}")
    if summary:
        print(f"\n{GREEN}  {RULE}{END}")
    print("\n  Eight letters, u or n, then Enter (q ends):  ", end="", flush=True)
    if sys.stdin.isatty():
        mine = sys.stdin.readline().strip()
    if mine == "q":
        break
    mine = mine.ljust(8, "n")[:8]
    differ = sum(a != b for a, b in zip(mine, theirs))
    kappa = cohen_kappa_score(list(mine), list(theirs))
    summary.append((mine, theirs, differ, f"{name}: kappa {kappa:.2f}"))

print(f"\033[H\033[2J{BOLD}You and your colleague{END}")
colours = [f"{RED}  BITES", f"{GREEN}  HELPS"]
for start, (mine, theirs, differ, line) in zip(colours, summary):
    print(f"\n{start}  {line}, {differ} of 8 tickets differ")
    print(f"         you        {' '.join(mine)}")
    print(f"         colleague  {' '.join(theirs)}{END}")
print("\n  kappa: 1 is agreement, 0 is what two coins would reach.")
