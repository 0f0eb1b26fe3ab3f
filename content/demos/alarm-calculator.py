# /// script
# requires-python = ">=3.11"
# dependencies = ["scikit-learn==1.9.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "people"
# pitfall = "people-alert-fatigue"
# tool = "scikit-learn"
# minutes = 2
# keys = "++--aq"
# proof = "it would need 13.3. Do not switch it on."
# ///
"""How many alarms in vain for one that is real?

Watch: a hundred stays. Make your hospital healthier or sicker.
"""
import atexit, sys, termios, tty

import numpy as np
from sklearn.metrics import class_likelihood_ratios

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter("++--a")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")

# A sepsis alarm as it was measured from outside: content/claims.yaml, o-wong (wong2021)
stays, sick, missed, alarms = 38_455, 2_552, 1_709, round(0.18 * 38_455)
found = sick - missed
in_vain = alarms - found
truth = np.repeat([1, 0], [sick, stays - sick])
rang = np.repeat([1, 0, 1, 0], [found, missed, in_vain, stays - sick - in_vain])
power, _ = class_likelihood_ratios(truth, rang)  # holds wherever it is used

share, asked, key = round(100 * sick / stays), False, ""
while key != "q":
    hits = round(share * found / sick)
    vain = round((100 - share) * in_vain / (stays - sick))
    row = ("S" * hits + "x" * (share - hits) + "!" * vain).ljust(100, ".")
    print(f"\033[H\033[2J{BOLD}100 stays in hospital, {share} with sepsis{END}\n")
    for start in range(0, 100, 20):
        line = "     " + " ".join(row[start : start + 20])
        print(line.replace("S", f"{GREEN}S{END}").replace("!", f"{RED}!{END}"))
    print(f"\n     S {hits} found    x {share - hits} missed    ! {vain} alarms in vain")
    odds = share / (100 - share) * power
    print(f"\n{RED}  BITES  {1 + 1 / odds:.0f} alarms ring for one that is real.{END}")
    if asked:
        need = (100 - share) / share
        verdict = "Do not switch it on." if power < need else "It will do."
        print(f"\n{GREEN}  HELPS  Its likelihood ratio is {power:.1f}. For every second")
        print(f"         alarm real, it would need {need:.1f}. {verdict}{END}")
    print("\n  + more sepsis   - less   a ask scikit-learn   q end", flush=True)
    key = next(keys, "q")
    share = min(60, max(1, share + {"+": 1, "-": -1}.get(key, 0)))
    asked = asked or key == "a"
