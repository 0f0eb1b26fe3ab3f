# /// script
# requires-python = ">=3.11"
# dependencies = ["pytest==9.2.0"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "learn"
# pitfall = "learn-no-gate"
# tool = "pytest"
# minutes = 3
# keys = "1234q"
# proof = "3 models refused by pytest"
# ///
"""A new model every Monday, whatever it learned

Watch: you spoil the week's data, the night retrains. One side has a gate.
"""
import atexit, contextlib, io, os, random, sys, tempfile, termios, tty
from pathlib import Path
from statistics import linear_regression
import pytest
RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter("1234")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")
os.chdir((folder := tempfile.TemporaryDirectory()).name)
Path("test_gate.py").write_text("""
def test_twelve_km():
    slope, start = map(float, open("candidate").read().split())
    assert 42 < start + 12 * slope < 50
""")
WEEKS = {"1": "as usual", "2": "in metres", "3": "long trips cut", "4": "mixed up"}

def retrain(week):  # a line through last week's deliveries, whatever became of them
    km = [random.uniform(0.3, 15) for _ in range(200)]
    took = [10 + 3 * far + random.gauss(0, 2) for far in km]
    km = [1000 * far for far in km] if week == "2" else km
    took = [min(t, 30) for t in took] if week == "3" else took
    return linear_regression(km, sorted(took) if week == "4" else took)

random.seed(2)
lines, kept, refused, key = [], "none", 0, ""
while key != "q":
    if key in WEEKS:
        slope, start = retrain(key)
        Path("candidate").write_text(f"{slope} {start}")
        with contextlib.redirect_stdout(io.StringIO()):
            passed = pytest.main(["-q", "-p", "no:cacheprovider"]) == 0
        new, refused = f"{start + 12 * slope:.0f} min", refused + (not passed)
        kept, mark = (new, "") if passed else (kept, "   refused")
        lines.append(f"    {WEEKS[key]:16}{new:>9}{kept:>14}{mark}")
    print(f"\033[H\033[2J{BOLD}12 km take 46 minutes. What do we say?{END}\n")
    print("    the week's data   no gate   with pytest", *lines[-8:], sep="\n")
    if refused:
        print(f"\n{RED}  BITES  No gate: every new model wins because it is new.{END}")
        print(f"{GREEN}  HELPS  {refused} models refused by pytest, one good stays.{END}")
    print("\n  last week:  1 as usual  2 metres  3 cut  4 mixed up     q end", flush=True)
    key = next(keys, "q")
