# /// script
# requires-python = ">=3.11"
# dependencies = ["fastapi==0.165.0", "httpx2==2.16.2"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "ship"
# pitfall = "ship-wall"
# tool = "fastapi"
# minutes = 2
# proof = "3 of 3 pieces of nonsense refused"
# ///
"""200 OK for nonsense

Watch: what the notebook's author knew, and the service does not.
"""
from typing import Annotated
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"

def minutes(km, bags):
    return round(12 + 3.1 * km + 0.5 * bags)

class Delivery(BaseModel, extra="forbid"):
    """What the author of the model would have told us over lunch."""

    km: Annotated[float, Field(gt=0, le=40)]
    bags: Annotated[int, Field(ge=1, le=50)]

app = FastAPI()

@app.post("/prototype")
def prototype(request: dict):
    return {"minutes": minutes(request.get("km", 0), request.get("bags", 0))}

@app.post("/contract")
def contract(request: Delivery):
    return {"minutes": minutes(request.km, request.bags)}

REQUESTS = {
    "fine": {"km": 4, "bags": 2},
    "metres": {"km": 4000, "bags": 2},
    "a typing error": {"km": 4, "begs": 2},
    "a minus": {"km": -4, "bags": 2},
}
client, refused = TestClient(app), 0
for path, colour, word in ("/prototype", RED, "BITES"), ("/contract", GREEN, "HELPS"):
    print(f"\n{BOLD}POST {path}{END}\n")
    for name, request in REQUESTS.items():
        answer = client.post(path, json=request)
        said = answer.json()
        if answer.status_code == 422:
            refused += 1
            said = f"{said['detail'][0]['loc'][-1]}: {said['detail'][0]['msg']}"
        start = "       " if name == "fine" else f"{colour}  {word}"
        print(f"{start}  {name:14} {answer.status_code}  {said}{END}")
print(f"\n{GREEN}  {refused} of 3 pieces of nonsense refused, each by name.{END}")
