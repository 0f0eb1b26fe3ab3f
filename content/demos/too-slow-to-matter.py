# /// script
# requires-python = ">=3.11"
# dependencies = ["skl2onnx==1.20.0", "onnxruntime==1.32.0", "scikit-learn==1.9.1",
#   "numpy==2.4.6"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "ship"
# pitfall = "ship-latency"
# tool = "onnxruntime"
# minutes = 2
# proof = "not one answer changed"
# ///
"""Too slow to matter

Watch: one request at a time, as in production. Which answers change?
"""
from time import perf_counter
import numpy as np
import onnxruntime
from skl2onnx import to_onnx
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
cells, benign = load_breast_cancer(return_X_y=True)
cells = cells.astype(np.float32)
model = RandomForestClassifier(100, random_state=0).fit(cells[:400], benign[:400])
new = cells[400:]

def milliseconds(predict):
    """The middle one of 60 single requests."""
    times = []
    for row in range(60):
        start = perf_counter()
        predict(new[row : row + 1])
        times.append(1000 * (perf_counter() - start))
    return np.median(times)

print(f"{BOLD}A forest of 100 trees, one request at a time{END}\n")
slow = milliseconds(model.predict_proba)
print(f"{RED}  BITES  scikit-learn in the notebook:  {slow:8.3f} ms a request")
print(f"         a page that asks it 50 times:  {50 * slow:8.0f} ms{END}\n")

print(f"{BOLD}to_onnx(model), then onnxruntime.InferenceSession(...){END}\n")
file = to_onnx(model, new[:1], options={"zipmap": False}).SerializeToString()
session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])

def in_production(rows):
    return session.run(["probabilities"], {"X": rows})[0]

fast = milliseconds(in_production)
print(f"{GREEN}  HELPS  the same trees in ONNX:        {fast:8.3f} ms a request")
print(f"         the page, 50 times:            {50 * fast:8.0f} ms{END}\n")

print(f"{BOLD}Is it still the same model? {len(new)} patients through both:{END}\n")
ours, theirs = model.predict_proba(new), in_production(new)
flips = (ours.argmax(axis=1) != theirs.argmax(axis=1)).sum()
print(f"         largest difference in a probability: {abs(ours - theirs).max():.7f}")
print(f"{GREEN}  HELPS  {'not one answer' if flips == 0 else flips} changed{END}")
