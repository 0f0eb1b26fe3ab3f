# /// script
# requires-python = ">=3.11"
# dependencies = ["fickling==0.1.12", "typing-extensions==4.16.0"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "account"
# pitfall = "account-security"
# tool = "fickling"
# minutes = 2
# proof = "refused before a line of it ran"
# ///
"""The model from the forum runs more than a model

Watch: what loading does, and what fickling reads without loading.
"""
import ast, os, pickle
import fickling
from fickling.analysis import check_safety
from fickling.exception import UnsafeFileError
from fickling.fickle import Pickled

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"

class Surprise:
    """Unpickles as whatever this call returns."""

    def __reduce__(self):
        return os.system, ("echo '         > I am your shell. I could mail your keys.'",)

ours = pickle.dumps({"weights": [0.2, 1.7, 3.1]})
theirs = pickle.dumps({"weights": [0.2, 1.7, 3.1], "notes": Surprise()})

print(f"{BOLD}pickle.loads(model_from_the_forum){END}\n")
print(f"{RED}  BITES  It loads, and something else speaks:{END}\n", flush=True)
weights = pickle.loads(theirs)["weights"]
print(f"\n{RED}         The weights are fine: {weights}{END}\n")

print(f"{BOLD}fickling reads the files, it runs nothing{END}\n")
for name, file in ("ours", ours), ("from the forum", theirs):
    verdict = check_safety(Pickled.load(file)).severity.name
    print(f"  {name:15} {verdict}")
suspicious = ast.unparse(Pickled.load(theirs).ast).splitlines()[1]
print(f"\n  line 2 of it:   {suspicious[:60]}\n")

try:
    fickling.loads(theirs)
except UnsafeFileError:
    print(f"{GREEN}  HELPS  fickling.loads: refused before a line of it ran{END}")
