# /// script
# requires-python = ">=3.11"
# dependencies = ["frictionless==5.21.0"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "monitor"
# pitfall = "monitor-upstream"
# tool = "frictionless"
# minutes = 2
# proof = "before anybody read it"
# ///
"""Somebody reads your table, and you do not know

Watch: the sales team tidies up its export. Who hears of it, and when?
"""
import csv, os
from pathlib import Path
from tempfile import TemporaryDirectory
from frictionless import Schema, validate

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
folder = TemporaryDirectory()
os.chdir(folder.name)

def publish(rows):
    """What the sales team does every night."""
    lines = ["order,price", *(f'{order},"{price}"' for order, price in rows)]
    Path("orders.csv").write_text("\n".join(lines))

def mean_price():
    """What we do two floors up: robust, so that it never stops at night."""
    prices = []
    for row in csv.DictReader(Path("orders.csv").open()):
        try:
            prices.append(float(row["price"]))
        except ValueError:
            pass
    return f"{sum(prices) / len(prices):.2f} euros, of {len(prices)} orders"

monday = [(order, order) for order in range(1, 301)]
publish(monday)
print(f"{BOLD}Our forecast reads their table. They do not know of us.{END}\n")
print(f"    Monday     mean price {mean_price()}\n")

tuesday = [(n, price if price < 100 else f"{price},00") for n, price in monday[:280]]
publish(tuesday)
print(f"{RED}    Tuesday    mean price {mean_price()}{END}\n")
print(f"{RED}  BITES  They tidied up. No error, no mail, a wrong forecast.{END}\n")

contract = Schema.from_descriptor({"fields": [  # agreed by both, kept beside the table
    {"name": "order", "type": "integer", "constraints": {"unique": True}},
    {"name": "price", "type": "number", "constraints": {"minimum": 0}},
]})
print(f"{BOLD}The contract, run by them: frictionless validate orders.csv{END}\n")
report = validate("orders.csv", schema=contract, limit_errors=1000)
row, field, cell, kind = report.flatten(["rowNumber", "fieldName", "cell", "type"])[0]
print(f"    row {row}, {field}: {cell!r} is a {kind}, and so on\n")
if not report.valid:
    print(f"{GREEN}  HELPS  Stopped in their house, before anybody read it.{END}")
