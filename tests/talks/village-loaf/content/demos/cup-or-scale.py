# /// script
# requires-python = ">=3.11"
# dependencies = []
# [tool.uv]
# exclude-newer = "2026-11-01T00:00:00Z"
# [tool.holeout]
# stage = "dough"
# pitfall = "dough-by-cup"
# tool = "bakers-shares"
# minutes = 1
# proof = "every bowl: 70% water"
# ///
"""A cup is not a weight

Watch: three people follow one recipe. Then they weigh.
"""

from fractions import Fraction
from statistics import pstdev

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
CUPS = {"Ana": 118, "Bo": 142, "Cy": 156}  # grams of flour in one cup; invented
WATER = 350

print(f"{BOLD}The card says: 3 cups of flour, {WATER} g of water{END}\n")
shares = {who: WATER / (3 * grams) for who, grams in CUPS.items()}
for who, share in shares.items():
    kind = "soup" if share > 0.9 else "brick" if share < 0.76 else "dough"
    print(f"{RED}  {who:<4} {3 * CUPS[who]:>4} g of flour, {share:.0%} water: {kind}{END}")
print(f"  spread: {pstdev(shares.values()):.0%}\n")

print(f"{BOLD}The card says: flour 100, water 70, salt 2{END}\n")
for who, grams in CUPS.items():
    flour = 3 * grams
    water = Fraction(70, 100) * flour
    print(f"{GREEN}  {who:<4} {flour:>4} g of flour, {float(water):.0f} g of water{END}")
print(f"{GREEN}  every bowl: 70% water{END}")
