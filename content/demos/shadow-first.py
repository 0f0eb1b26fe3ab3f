# /// script
# requires-python = ">=3.11"
# dependencies = ["openfeature-sdk==0.10.0"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "adopt"
# pitfall = "adopt-no-shadow"
# tool = "openfeature"
# minutes = 2
# keys = "eosfteq"
# proof = "and nobody had been given it"
# ///
"""Straight to everyone, or a day in the shadow

Watch: who complains. You turn the flag, the requests are the same.
"""
import atexit, sys, termios, tty
from zlib import crc32
from openfeature import api
from openfeature.evaluation_context import EvaluationContext
from openfeature.flag_evaluation import FlagResolutionDetails
from openfeature.provider.in_memory_provider import InMemoryFlag, InMemoryProvider

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
keys = iter("eosfte")  # pressed when nobody is there
if sys.stdin.isatty():
    atexit.register(termios.tcsetattr, 0, termios.TCSADRAIN, termios.tcgetattr(0))
    tty.setcbreak(0)
    keys = iter(lambda: sys.stdin.read(1), "")

STATES = {"o": "off", "s": "shadow", "t": "a tenth", "e": "everyone"}
state, mended, days, harmed, spared, key = "off", False, [], 0, 0, ""

def who(flag, person):  # the same tenth every day: by a hash of who it is
    share = {"a tenth": 10, "everyone": 100}.get(state, 0)
    new = crc32(person.targeting_key.encode()) % 100 < share
    return FlagResolutionDetails("new" if new else "old")

flag = InMemoryFlag("old", {"old": "old", "new": "new"}, context_evaluator=who)
api.set_provider(InMemoryProvider({"eta": flag}))

def count(people):
    asked = [EvaluationContext(f"person {number}") for number in people]
    return sum(api.get_client().get_string_value("eta", "old", p) == "new" for p in asked)

while key != "q":
    wrong = [] if mended else range(0, 1000, 23)  # it has never heard of ferries
    logged = len(wrong) if state == "shadow" else 0
    days.append(f"    {state:9}{count(range(1000)):12}{count(wrong):13}{logged:14}")
    print(f"\033[H\033[2J{BOLD}A day has 1,000 requests. Who gets the new model?{END}\n")
    print("    the flag     got it new   complained   in our log", *days[-8:], sep="\n")
    harmed, spared = harmed + count(wrong), spared + logged
    if harmed:
        print(f"\n{RED}  BITES  {harmed} people were told nonsense, and told us.{END}")
    if spared:
        print(f"\n{GREEN}  HELPS  {spared} errors, and nobody had been given it.{END}")
    print("\n  s shadow  t a tenth  e everyone  o off  f mend it  q end", flush=True)
    key = next(keys, "q")
    state, mended = STATES.get(key, state), mended or key == "f"
