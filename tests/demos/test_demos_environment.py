from __future__ import annotations

import json
import sys
import sysconfig
import threading
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest
from demos_help import until
from test_demos_model import GOOD

from holeout.demos.environment import Environments, demo_env
from holeout.demos.model import Demo, read_demo
from holeout.problems import HoleoutError

FAKE_UV = f"""\
#!{sys.executable} -I
import json, os, pathlib, sys, time
arguments = sys.argv[1:]
folder = pathlib.Path(os.environ["UV_CACHE_DIR"])
script = pathlib.Path(arguments[arguments.index("--script") + 1])
made = folder / script.stem
with open(folder.parent / "calls", "a") as log:
    log.write(json.dumps([arguments, {{k: v for k, v in os.environ.items() if k.startswith("UV_")}}]) + "\\n")
plan = (folder.parent / "plan").read_text() if (folder.parent / "plan").exists() else ""
if arguments[:2] == ["python", "find"]:
    print(made / "bin" / "python")
elif "--check" in arguments:
    sys.exit(0 if made.exists() else 1)
elif plan == "fail":
    sys.exit("error: No solution found \\x1b[31mwhen resolving\\x1b[0m")
else:
    print("Resolved 1 package", file=sys.stderr, flush=True)
    while plan == "hang":
        time.sleep(0.05)
    if made.exists():
        sys.exit()
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "python").write_bytes(b"x" * 1000)
    (made / "bin" / "hard").hardlink_to(made / "bin" / "python")
"""


@pytest.fixture
def demo() -> Demo:
    demo, _ = read_demo(GOOD, "content/demos/a-demo.py")
    assert demo is not None
    return demo


@pytest.fixture
def environments(tmp_path: Path) -> Environments:
    uv = tmp_path / "uv"
    uv.write_text(FAKE_UV)
    uv.chmod(0o755)
    folder = tmp_path / "cache"
    folder.mkdir()
    return Environments(folder, [str(uv)])


def calls(environments: Environments) -> list[tuple[list[str], dict[str, str]]]:
    lines = (environments.folder / "calls").read_text().splitlines()
    return [(arguments, env) for arguments, env in map(json.loads, lines)]


def test_preparing_tells_its_steps_and_what_it_takes_on_disk(environments: Environments, demo: Demo) -> None:
    assert not environments.prepared(demo)
    assert environments.python_of(demo) is None
    assert environments.size(demo) == 0
    said: list[str] = []
    made = environments.prepare(demo, said.append)
    assert said == ["Resolved 1 package"]
    assert (made.size, made.added) == (1000, 1000)
    assert environments.prepare(demo).added == 0
    assert environments.prepared(demo)
    assert environments.python_of(demo) == made.python
    assert environments.size(demo) == 1000
    assert environments.total_size() >= 1000


def test_only_preparing_may_use_the_network(environments: Environments, demo: Demo) -> None:
    environments.prepare(demo)
    environments.prepared(demo)
    environments.python_of(demo)
    online = [arguments for arguments, _ in calls(environments) if "--offline" not in arguments]
    assert len(online) == 1
    assert online[0][0] == "sync"


def test_no_python_is_downloaded_and_everything_stays_in_one_folder(
    environments: Environments, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "automatic")
    monkeypatch.setenv("UV_CACHE_DIR", "/elsewhere")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://mirror.example.org")
    environments.prepared(demo)
    ((_, env),) = calls(environments)
    assert env["UV_PYTHON"] == sys.executable
    assert env["UV_PYTHON_DOWNLOADS"] == "never"
    assert Path(env["UV_CACHE_DIR"]).is_relative_to(environments.folder)
    assert env["UV_DEFAULT_INDEX"] == "https://mirror.example.org"


def test_uv_is_handed_the_metadata_and_not_the_code(environments: Environments, demo: Demo) -> None:
    environments.prepare(demo)
    (arguments, _), *_ = calls(environments)
    script = Path(arguments[arguments.index("--script") + 1])
    assert script.read_text() == demo.metadata + "\n"
    assert "hello" not in script.read_text()


def test_a_change_of_code_needs_no_preparation_and_a_change_of_packages_does(
    environments: Environments, demo: Demo
) -> None:
    environments.prepare(demo)
    assert environments.prepared(replace(demo, text="other", content_hash="x"))
    assert not environments.prepared(replace(demo, metadata=demo.metadata.replace("0.26.0", "0.25.0")))


def test_demos_that_need_the_same_share_an_environment(environments: Environments, demo: Demo) -> None:
    other, _ = read_demo(GOOD.replace('stage = "monitor"', 'stage = "people"'), "content/demos/another.py")
    assert other is not None
    environments.prepare(demo)
    assert environments.python_of(other) == environments.python_of(demo)


def test_a_failure_gives_the_reason_without_its_colours(environments: Environments, demo: Demo) -> None:
    (environments.folder / "plan").write_text("fail")
    with pytest.raises(HoleoutError, match="No solution found when resolving") as caught:
        environments.prepare(demo)
    assert "network" in caught.value.hint


def test_preparing_can_be_cancelled(environments: Environments, demo: Demo) -> None:
    (environments.folder / "plan").write_text("hang")
    cancel = threading.Event()
    failures: list[HoleoutError] = []

    def prepare() -> None:
        try:
            environments.prepare(demo, lambda _line: cancel.set(), cancel.is_set)
        except HoleoutError as error:
            failures.append(error)

    thread = threading.Thread(target=prepare)
    thread.start()
    assert until(lambda: failures, 10)
    thread.join()
    assert "cancelled" in failures[0].message
    assert not environments.prepared(demo)


def test_without_uv_the_error_says_so(tmp_path: Path, demo: Demo) -> None:
    with pytest.raises(HoleoutError, match="uv cannot be started"):
        Environments(tmp_path, ["/no/such/uv"]).prepared(demo)


def test_a_demo_runs_quietly_on_one_thread_and_with_nothing_of_its_users_secrets() -> None:
    outside = {
        "PATH": "/usr/bin",
        "LANG": "de_DE.UTF-8",
        "AWS_SECRET_ACCESS_KEY": "s",
        "PYTHONPATH": "/x",
        "HOME": "/me",
    }
    env = demo_env(outside, Path("/env/bin/python"))
    assert env["PATH"] == "/env/bin:/usr/bin"
    assert env["LANG"] == "de_DE.UTF-8"
    assert env["OMP_NUM_THREADS"] == env["OPENBLAS_NUM_THREADS"] == "1"
    assert env["DO_NOT_TRACK"] == "1"
    assert not {"AWS_SECRET_ACCESS_KEY", "PYTHONPATH", "HOME"} & set(env)


def test_uv_is_found_while_another_thread_still_reads_how_python_was_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read = sysconfig.get_config_var
    half_made = chain([None, None, None], repeat(""))
    monkeypatch.setattr(
        sysconfig, "get_config_var", lambda name: next(half_made) if name == "EXE" else read(name)
    )
    Environments(tmp_path)
    assert next(half_made) == ""
