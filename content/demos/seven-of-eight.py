# /// script
# requires-python = ">=3.11"
# dependencies = ["mlflow-skinny==3.17.2", "sqlalchemy==2.1.9", "alembic==1.20.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "ship"
# pitfall = "ship-no-rollback"
# tool = "mlflow"
# minutes = 2
# proof = "8 of 8 servers are back"
# ///
"""Seven servers updated, eight running

Watch: which version each server answers with, and the way back.
"""
import logging, os
from tempfile import TemporaryDirectory

from mlflow import MlflowClient

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
logging.disable(logging.INFO)
folder = TemporaryDirectory()
os.chdir(folder.name)

def show(answers, colour):
    print(f"    server  {'  '.join(f' {n}' for n in range(1, 9))}")
    print(f"{colour}    answers {'  '.join(f'v{answer}' for answer in answers)}{END}\n")

print(f"{BOLD}By copying: version 2 goes over version 1, on each server{END}\n")
disks = [1] * 8
for server in range(7):  # the eighth was being restarted
    disks[server] = 2
show(disks, RED)
print(f"{RED}  BITES  Version 2 is wrong, one server has version 1, and the")
print(f"         other seven have no version 1 to go back to.{END}\n")

registry = MlflowClient("sqlite:///registry.db")
registry.create_registered_model("eta")
for version in "first", "second":
    registry.create_model_version("eta", source=f"file:///models/{version}")

def serve():
    """A server asks the registry which version is live, and says so."""
    return registry.get_model_version_by_alias("eta", "live").version

print(f"{BOLD}By name: every server asks MLflow for models:/eta@live{END}\n")
registry.set_registered_model_alias("eta", "live", "2")
show([serve() for _ in range(8)], RED)
registry.set_registered_model_alias("eta", "live", "1")  # the way back
answers = [serve() for _ in range(8)]
show(answers, GREEN)
back = sum(int(answer) == 1 for answer in answers)
print(f"{GREEN}  HELPS  {back} of 8 servers are back, after one line.{END}")
