# /// script
# requires-python = ">=3.11"
# dependencies = ["fastapi==0.165.0", "httpx2==2.16.2"]
# [tool.uv]
# exclude-newer = "2026-11-20T00:00:00Z"
# [tool.holeout]
# stage = "retire"
# pitfall = "retire-dependants"
# tool = "fastapi"
# minutes = 2
# proof = "3 callers told in time"
# ///
"""Switched off, and somebody fell over

Watch: an hour without answers, announced. Who notices?
"""
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.testclient import TestClient

RED, GREEN, BOLD, END = "\033[1;31m", "\033[1;32m", "\033[1m", "\033[0m"
NOTICE = {"Deprecation": "true", "Sunset": "Thu, 31 Dec 2026 23:59:59 GMT"}
CALLERS = ["sales report", "billing", "a student's thesis"]  # nobody wrote them down
after, before = FastAPI(), FastAPI()
off, heard = False, []

@before.get("/v1/score", deprecated=True)
def score(request: Request, response: Response):
    """Announced in the docs and in every answer. For an hour a week it is off."""
    response.headers.update(NOTICE)
    heard.append(request.headers["user-agent"])
    if off:
        raise HTTPException(410, "Ends on 31 December: use /v2", headers=NOTICE)
    return {"score": 0.7}

def call_all(app, colour):
    client, failed = TestClient(app), 0
    for name in CALLERS:
        answer = client.get("/v1/score", headers={"user-agent": name})
        failed += answer.is_error
        said = f"{answer.status_code}  {answer.json()['detail']}"
        print(f"{colour}    {name:20} {said}{END}")
    return failed

print(f"{BOLD}Nobody asks /v1/score any more, we think. We delete it:{END}\n")
failed = call_all(after, RED)
print(f"\n{RED}  BITES  {failed} fell over. We had never heard of them.{END}\n")

print(f"{BOLD}Or we mark it, and switch it off for one hour on a quiet day:{END}\n")
off = True
call_all(before, GREEN)
off = False
print("\n    in every answer:   Deprecation: true")
print(f"                       Sunset: {NOTICE['Sunset']}")
if heard == CALLERS:
    print(f"\n{GREEN}  HELPS  {len(heard)} callers told in time, and known by name.{END}")
