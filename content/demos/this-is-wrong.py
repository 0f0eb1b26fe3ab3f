# /// script
# requires-python = ">=3.11"
# dependencies = ["datasette==0.65.5"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "learn"
# pitfall = "learn-no-channel"
# tool = "datasette"
# minutes = 2
# keys = ".w.ww.w."
# proof = "4 of 4 corrections are about: bike"
# ///
"""A button that says: this is wrong

Watch: you are the customer. Press w when the answer was no good.
"""
import asyncio, atexit, sqlite3, sys, tempfile, termios, tty
from datasette.app import Datasette

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter(".w.ww.w.")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")
folder = tempfile.TemporaryDirectory()
database = sqlite3.connect(path := folder.name + "/feedback.db")
database.execute("CREATE TABLE corrections (vehicle, town, said INTEGER, took INTEGER)")

DELIVERIES = [  # vehicle, town, the minutes we said, the minutes it took
    ("van", "Lyon", 25, 27), ("bike", "Lyon", 20, 41), ("van", "Brest", 31, 29),
    ("bike", "Brest", 18, 37), ("bike", "Nice", 22, 45), ("van", "Nice", 40, 43),
    ("bike", "Lyon", 26, 50), ("van", "Lyon", 15, 14),
]
print(f"{BOLD}Your deliveries.  w this is wrong   any other key: fine   q end{END}\n")
for vehicle, town, said, took in DELIVERIES:
    line = f"    {vehicle:5} in {town:6} we said {said} minutes, it took {took}   "
    print(line, end="", flush=True)
    key = next(keys, "q")
    if key == "q":
        break
    print(f"{RED}wrong{END}" if key == "w" else "")
    if key == "w":
        row = vehicle, town, said, took
        database.execute("INSERT INTO corrections VALUES (?, ?, ?, ?)", row)
database.commit()

async def facets():
    """What the team sees in the browser, at /feedback/corrections."""
    page = "/feedback/corrections.json?_facet=vehicle&_facet=town"
    return (await Datasette([path]).client.get(page)).json()["facet_results"]

print(f"\n{RED}  BITES  Without that key, nobody would have heard of it.{END}\n")
for name, facet in asyncio.run(facets()).items():
    counts = {entry["value"]: entry["count"] for entry in facet["results"]}
    print(f"    datasette, corrections by {name}:  {counts}")
    if len(counts) == 1:
        (value, n), = counts.items()
        print(f"{GREEN}  HELPS  {n} of {n} corrections are about: {value}{END}")
