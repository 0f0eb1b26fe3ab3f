# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo==0.25.2"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "train"
# pitfall = "train-notebook-swamp"
# tool = "marimo"
# minutes = 2
# keys = "12343mq"
# proof = "marimo refuses the notebook"
# ///
"""Which result did the notebook give?

Watch: run the cells in any order you like. Then ask marimo.
"""
import atexit, subprocess, sys, termios, tty
from contextlib import suppress
from tempfile import NamedTemporaryFile

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter("12343m")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")

CELLS = ["rate = 0.2", "price = 100", "total = price * (1 + rate)", "rate = 0.05"]

def ask_marimo():
    """What `marimo check` says of the same four cells."""
    lines = ["import marimo", "__generated_with = '0.25.2'", "app = marimo.App()"]
    for cell in CELLS:
        needs = "price, rate" if "total" in cell else ""
        lines += ["@app.cell", f"def _({needs}):", f"    {cell}"]
    with NamedTemporaryFile("w", suffix=".py") as notebook:
        print(*lines, sep="\n", file=notebook, flush=True)
        check = ["marimo", "check", notebook.name]
        return subprocess.run(check, capture_output=True, text=True).stdout

memory, order, totals, answer, key = {}, "", {}, "", ""
while key != "q":
    print(f"\033[H\033[2J{BOLD}A notebook with four cells{END}\n")
    for number, cell in enumerate(CELLS, 1):
        print(f"    [{number}]  {cell}")
    print(f"\n    cells run so far: {' '.join(order)}\n")
    for total, when in totals.items():
        print(f"{RED}  BITES  total is {total:.2f} after {' '.join(when)}{END}")
    if "critical" in answer:
        print(f"\n{GREEN}  HELPS  marimo refuses the notebook:")
        print(f"         {answer.splitlines()[0].split(': ')[-1]}{END}")
    print("\n  1 2 3 4 run a cell   m ask marimo   q end", flush=True)
    key = next(keys, "q")
    answer = ask_marimo() if key == "m" else answer
    if key in "1234":
        order += key
        with suppress(NameError):  # cell 3 before the others
            exec(CELLS[int(key) - 1], memory)
            totals.setdefault(memory.pop("total"), order) if key == "3" else None
