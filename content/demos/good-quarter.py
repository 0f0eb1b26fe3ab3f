# /// script
# requires-python = ">=3.11"
# dependencies = ["growthbook==4.0.0"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "adopt"
# pitfall = "adopt-no-experiment"
# tool = "growthbook"
# minutes = 2
# proof = "It was December"
# ///
"""A good quarter, and the model takes the credit

Watch: before and after. Then the customers who did not get it.
"""
import logging, random
from statistics import NormalDist, fmean

from growthbook import Experiment, GrowthBook

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
logging.disable()
random.seed(8)
SEASON = {"November": 0.100, "December": 0.130}  # who buys, whatever the model says

SPLIT = Experiment(key="model-2", variations=["old", "new"])

def group_of(customer):
    """By a hash of the id: the same customer, the same group, for ever."""
    return GrowthBook(attributes={"id": customer}).run(SPLIT).value

def month_of(name):
    return {customer: random.random() < SEASON[name] for customer in customers}

def bar(label, value, colour=""):
    print(f"{colour}    {label:24} {value:6.1%}  {'█' * round(250 * value)}{END}")

customers = [f"customer {number}" for number in range(8000)]
november, december = month_of("November"), month_of("December")
print(f"{BOLD}The new model went live on the first of December. Who bought?{END}\n")
before, after = fmean(november.values()), fmean(december.values())
bar("November, before", before)
bar("December, with the model", after, RED)
print(f"\n{RED}  BITES  {after / before - 1:+.0%}! The model gets the credit.{END}\n")

print(f"{BOLD}The same December. GrowthBook had kept half of them apart:{END}\n")
groups = {"old": [], "new": []}
for customer in customers:
    groups[group_of(customer)].append(december[customer])
old, new = fmean(groups["old"]), fmean(groups["new"])
bar(f"{len(groups['old']):,} with the old model", old)
bar(f"{len(groups['new']):,} with the new model", new, GREEN)

noise = (after * (1 - after) * sum(1 / len(group) for group in groups.values())) ** 0.5
reach = NormalDist().inv_cdf(0.975) * noise
print(f"\n{GREEN}  HELPS  difference {new - old:+.1%}, give or take {reach:.1%}")
if abs(new - old) < reach < after - before:
    print(f"         No effect to be seen. It was December.{END}")
