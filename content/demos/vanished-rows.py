# /// script
# requires-python = ">=3.11"
# dependencies = ["pandera[pandas]==0.35.0", "pandas==3.1.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "data"
# pitfall = "data-silent-change"
# tool = "pandera"
# minutes = 3
# keys = "123q"
# proof = "3 of 3 faults named, batch stopped"
# ///
"""Rows vanish, units change, nobody is told

Watch: which of three rules of a schema finds which fault. Your turn.
"""
import atexit, sys, termios, tty
import numpy as np, pandas as pd, pandera.pandas as pa
RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter("123")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")

chance = np.random.default_rng(3)
feed = pd.DataFrame({"result": chance.choice(["neg", "pos"], 12_000, p=[0.9, 0.1]),
                     "fever": chance.normal(37.4, 0.8, 12_000).clip(35, 42)})
truth = (feed.result == "pos").sum()
feed.loc[1000:3000, "result"] = feed.result.str.upper()  # one laboratory shouts
feed.loc[4000:4500, "fever"] = feed.fever * 1.8 + 32  # one moved to Fahrenheit
today = feed[:9000]  # the file was full
positive = (today.result == "pos").sum()

ROWS = pa.Check(lambda table: len(table) > 10_800, error="rows are missing")
COLUMNS = {"2": ("result", pa.Check.isin(["pos", "neg"], error="another word")),
           "3": ("fever", pa.Check.in_range(34, 43, error="not in Celsius"))}
RULES = {"1": "about as many rows as yesterday", "2": "result is pos or neg",
         "3": "fever is between 34 and 43"}
on, key = set(), ""
while key != "q":
    print(f"\033[H\033[2J{BOLD}Today's test results: {len(today):,} rows{END}\n")
    print(f"{RED}  BITES  {positive} positive, no error. There were {truth:,}.{END}\n")
    for number, rule in RULES.items():
        print(f"    {number}  [{'x' if number in on else ' '}]  {rule}")
    faults = []
    try:
        chosen = map(COLUMNS.get, on - {"1"})
        columns = {name: pa.Column(checks=rule) for name, rule in chosen}
        pa.DataFrameSchema(columns, ROWS if "1" in on else []).validate(today, lazy=True)
    except pa.errors.SchemaErrors as error:
        found = error.failure_cases.fillna({"column": "the table"})
        faults = sorted({*zip(found["column"], found["check"])})
        print(f"\n{GREEN}  HELPS  {len(faults)} of 3 faults named, batch stopped{END}")
    for column, fault in faults:
        print(f"{GREEN}         {column}: {fault}{END}")
    print("\n  1 2 3 put a rule in or out   q end", flush=True)
    key = next(keys, "q")
    on ^= {key} & RULES.keys()
