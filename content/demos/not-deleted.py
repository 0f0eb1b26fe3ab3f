# /// script
# requires-python = ">=3.11"
# dependencies = ["deltalake==1.6.6", "arro3-core==0.9.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "retire"
# pitfall = "retire-data-lingers"
# tool = "delta-rs"
# minutes = 2
# proof = "0 files know her"
# ///
"""The model is gone, the data is not

Watch: Ada asks to be forgotten. Count the files that still know her.
"""
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from arro3.core import Array, DataType, Table
from deltalake import DeltaTable, QueryBuilder, write_deltalake

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
folder = TemporaryDirectory()
os.chdir(folder.name)

def table(names):
    visits = Array(list(range(1, len(names) + 1)), DataType.int64())
    return Table.from_pydict({"name": Array(names, DataType.string()), "visits": visits})

def names(version=None):
    visitors = DeltaTable("visitors", version=version)
    rows = QueryBuilder().register("v", visitors).execute("SELECT name FROM v").read_all()
    return ", ".join(sorted(value.as_py() for value in rows["name"]))

def step(title, colour=""):
    files = [file for file in Path("visitors").rglob("*.*") if file.is_file()]
    know = sum(b"Ada" in file.read_bytes() for file in files)
    print(f"{colour}    {title:30} {know} files know her   {'█' * 4 * know}{END}\n")
    return know

keep = {"delta.logRetentionDuration": "interval 0 days"}
write_deltalake("visitors", table(["Ada", "Bo", "Cy"]), configuration=keep)
print(f"{BOLD}Ada asks us to forget her{END}\n")
step("before")
DeltaTable("visitors").delete("name = 'Ada'")
step("DELETE WHERE name = 'Ada'", RED)
print(f"    the table now:   {names()}")
print(f"    the day before:  {names(version=0)}\n")
print(f"{RED}  BITES  The table forgot her. The files, and the log, did not.{END}\n")

visitors = DeltaTable("visitors")
visitors.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)
step("vacuum: old data files", RED)
visitors.create_checkpoint()
visitors.cleanup_metadata()
know = step("cleanup_metadata: the old log", GREEN)
print(f"{GREEN}  HELPS  {know} files know her, and {names()} are still there.{END}")
