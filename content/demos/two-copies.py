# /// script
# requires-python = ">=3.11"
# dependencies = ["apache-hamilton==1.90.0", "pandas==3.1.1", "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "ship"
# pitfall = "ship-skew"
# tool = "hamilton"
# minutes = 2
# proof = "0 of 1,000 requests differ"
# ///
"""Two copies of one feature

Watch: yesterday's requests, computed by the notebook and the service.
"""
import logging
import numpy as np, pandas as pd

logging.disable()
from hamilton import ad_hoc_utils, driver

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
chance = np.random.default_rng(2)
log = pd.DataFrame({"days": chance.integers(6570, 29200, 1000)})  # 18 to 80 years old

def notebook(requests):
    return (requests["days"] / 365).round()

def service(requests):
    """Written again by another team, in another language: int age = days / 365."""
    return requests["days"] // 365

def replay(training, serving):
    print("    days       training   serving")
    for days, ours, theirs in list(zip(log["days"], training, serving))[:4]:
        mark = "" if ours == theirs else "   differs"
        print(f"    {days:<11}{ours:<11.0f}{theirs:<7.0f}{mark}")
    return f"{(training != serving).sum()} of {len(log):,} requests differ"

print(f"{BOLD}An age, twice: yesterday's requests replayed through both{END}\n")
result = replay(notebook(log), service(log))
print(f"\n{RED}  BITES  {result}, and nothing is red.{END}\n")

def age(days: pd.Series) -> pd.Series:
    """In years. Training and serving both ask Hamilton for 'age'."""
    return (days / 365).round()

module = ad_hoc_utils.create_temporary_module(age, module_name="features")
features = driver.Builder().with_modules(module).build()

def ages(days):
    return features.execute(["age"], inputs={"days": days})["age"]

print(f"{BOLD}One definition in Hamilton, asked from both sides{END}\n")
one_by_one = pd.concat(ages(log["days"][n : n + 1]) for n in range(len(log)))
print(f"\n{GREEN}  HELPS  {replay(ages(log['days']), one_by_one)}{END}")
