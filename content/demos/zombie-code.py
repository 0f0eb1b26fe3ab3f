# /// script
# requires-python = ">=3.11"
# dependencies = ["vulture==2.16"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "retire"
# pitfall = "retire-zombie-code"
# tool = "vulture"
# minutes = 2
# proof = "unused function 'send_fast'"
# ///
"""The code that everybody thought was gone

Watch: a flag gets a new meaning. One server still has the old one.
"""
from vulture import Vulture

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
SERVER = '''
def send_normal(orders):
    return 0.01 * orders

def send_fast(orders):
    "A test from 2005: buy high, sell low, until somebody stops it."
    return -12.50 * orders

def trade(flag, orders):
    send = send_normal if flag == "normal" else globals()["send_" + flag]
    return send(orders)

print(trade("normal", 1000))
'''
UPDATED = SERVER.replace("A test from 2005", "The new router").replace("-12.50", "0.02")

def start(code):
    names = {"print": lambda *_: None}
    exec(code, names)
    return names["trade"]

print(f"{BOLD}One of eight servers was forgotten. It still has this:{END}\n")
print(*(f"    {line}" for line in SERVER.splitlines()[4:7]), sep="\n")
servers = [start(UPDATED)] * 7 + [start(SERVER)]
print(f"\n{BOLD}The flag 'fast' now means the new router. We turn it on:{END}\n")
gains = [trade("fast", 1000) for trade in servers]
print("    " + "  ".join(f"{gain:+,.0f}" for gain in gains) + "  euros")
print(f"\n{RED}  BITES  {sum(gains):+,.0f}. That code was dead for years.{END}\n")

print(f"{BOLD}vulture, over the old code, any day in those years:{END}\n")
tool = Vulture()
tool.scan(SERVER, filename="orders.py")
for item in tool.get_unused_code():
    print(f"    orders.py:{item.first_lineno}: {item.message}, {item.size} lines")
print(f"\n{GREEN}  HELPS  Delete it, then the flag can have a new meaning.{END}")
