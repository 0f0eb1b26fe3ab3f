# /// script
# requires-python = ">=3.11"
# dependencies = ["deltalake==1.6.6", "arro3-core==0.9.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "data"
# pitfall = "data-unversioned"
# tool = "delta-rs"
# minutes = 2
# proof = "the old model, rebuilt to the last digit"
# ///
"""The table has moved on

Watch: the same training, on the same path, a month later.
"""
import os, random
from statistics import linear_regression
from tempfile import TemporaryDirectory

from arro3.core import Array, DataType, Table
from deltalake import DeltaTable, QueryBuilder, write_deltalake

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
random.seed(4)
folder = TemporaryDirectory()
os.chdir(folder.name)

def deliveries(count, minutes_per_km):
    km = [random.uniform(1, 12) for _ in range(count)]
    took = [10 + minutes_per_km * far + random.gauss(0, 2) for far in km]
    number = DataType.float64()
    return Table.from_pydict({"km": Array(km, number), "minutes": Array(took, number)})

def train(version=None):
    table = DeltaTable("deliveries", version=version)
    rows = QueryBuilder().register("t", table).execute("SELECT * FROM t").read_all()
    km, minutes = ([value.as_py() for value in rows[name]] for name in ("km", "minutes"))
    slope, start = linear_regression(km, minutes)
    return f"{start:.3f} min + {slope:.3f} min per km"

write_deltalake("deliveries", deliveries(500, 3.0))
live = train()
print(f"{BOLD}September. We train on the table 'deliveries' and go live:{END}\n")
print(f"  {live}\n")

write_deltalake("deliveries", deliveries(500, 3.9), mode="append")
DeltaTable("deliveries").delete("km < 2")
print(f"{BOLD}October. 500 rows came, somebody tidied up. Rebuild it, please:{END}\n")
print(f"{RED}  BITES  {train()}\n         Not our model. Which data was it?{END}\n")

print(f"{BOLD}The table keeps its versions:{END}\n")
for entry in reversed(DeltaTable("deliveries").history()):
    print(f"  version {entry['version']}   {entry['operation']}")
again = train(version=0)
verdict = "the old model, rebuilt to the last digit" if again == live else "another one"
print(f"\n{GREEN}  HELPS  {again}\n         version=0: {verdict}{END}")
