# /// script
# requires-python = ">=3.11"
# dependencies = ["mlflow-skinny==3.17.2", "sqlalchemy==2.1.9", "alembic==1.20.1"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "train"
# pitfall = "train-half-tracked"
# tool = "mlflow"
# minutes = 2
# proof = "rebuilt, the same error"
# ///
"""Rebuild that run of three months ago, please

Watch: two runs were tracked. One of them can come back.
"""
import hashlib, logging, os, random
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory
import mlflow
from mlflow.entities import Dataset, DatasetInput

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
random.seed(1)
folder = TemporaryDirectory()
os.chdir(folder.name)
mlflow.set_tracking_uri("sqlite:///runs.db")
logging.disable(logging.INFO)

def collect(minutes):
    """A month of deliveries, kept as latest.txt and under its own hash."""
    rows = "\n".join(str(random.gauss(minutes, 5)) for _ in range(200))
    digest = hashlib.sha256(rows.encode()).hexdigest()[:8]
    Path(f"{digest}.txt").write_text(rows)
    Path("latest.txt").write_text(rows)
    return digest

def train(path):  # the dullest model, the median, and its mean error in minutes
    took = [float(line) for line in Path(path).read_text().splitlines()]
    return fmean(abs(minutes - median(took)) for minutes in took)

digest = collect(minutes=30)
data = DatasetInput(Dataset("deliveries", digest, "local", f"{digest}.txt"))
for inputs in [], [data]:
    with mlflow.start_run() as run:
        mlflow.log_metric("error", train("latest.txt"))
        mlflow.MlflowClient().log_inputs(run.info.run_id, inputs)

collect(minutes=36)  # three months later
print(f"{BOLD}Two runs of August, tracked with MLflow. Now rebuild them.{END}")
for run in reversed(mlflow.search_runs(output_format="list")):
    error, inputs = run.data.metrics["error"], run.inputs.dataset_inputs
    source = inputs[0].dataset.source if inputs else "latest.txt"
    print(f"\n  tracked: error {error:.3f}, data {source if inputs else '(none)'}")
    again = train(source)
    if again == error:
        print(f"{GREEN}  HELPS  from {source}: {again:.3f}, rebuilt, the same error{END}")
    else:
        print(f"{RED}  BITES  from {source}: {again:.3f}, not our run any more{END}")
