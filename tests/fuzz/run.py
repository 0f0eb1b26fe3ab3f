"""`make fuzz`: every reader of text from outside, for a bounded time, in a process of its own that may be killed.

Spoilt copies of real files come from Hypothesis; where Atheris is installed, it adds bytes that lead to lines of ours
which were never reached. A crash leaves its input in `.fuzz/`, and says how to meet it again.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

SLOW = 4.0
"""Seconds of processor time that one input may take."""
HANG = 40.0
"""Seconds that one input may take on a busy machine, whatever for."""
MEMORY = 4 * 1024**3
"""Bytes of addresses that a process may take: more is a blow-up."""
FOUND = Path(".fuzz")
FEWEST = 3.0
"""Seconds that a target gets at least."""


def main() -> int:
    """Run what the command line says; 1 when there was a crash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0, help="for all targets together")
    parser.add_argument("--target", action="append", help="only these")
    parser.add_argument("--by", choices=("mutations", "coverage"), help="only this way")
    parser.add_argument("--again", type=Path, help="run one target on the input in this file")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return work(options.target[0], options.by, options.seconds)
    if options.again:
        from tests.fuzz.targets import TARGETS

        TARGETS[options.target[0]].run(options.again.read_bytes())
        return 0
    return spread(options)


def spread(options: argparse.Namespace) -> int:
    """Run each target each way, as many at a time as there are processors."""
    from tests.fuzz.targets import TARGETS

    ways = [options.by] if options.by else ["mutations", *(["coverage"] if find_spec("atheris") else [])]
    work = [(name, way) for name in options.target or TARGETS for way in ways]
    workers = os.cpu_count() or 1
    seconds = max(FEWEST, options.seconds * workers / len(work))
    FOUND.mkdir(exist_ok=True)
    with ThreadPoolExecutor(workers) as pool:
        failed = [job for job in pool.map(lambda job: run_alone(*job, seconds), work) if job]
    print(f"{len(work)} runs of {seconds:.0f} s, {len(failed)} crashes{'' if failed else ': none'}")
    return 1 if failed else 0


def run_alone(name: str, way: str, seconds: float) -> str:
    """Run one target in a process; its name when that crashed."""
    log = FOUND / f"{name.replace(' ', '-')}-{way}.log"
    command = [sys.executable, "-m", "tests.fuzz.run", "--worker", "--target", name, "--by", way]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, "--seconds", str(seconds)], stdout=output, stderr=output)
        try:
            code = process.wait(seconds * 3 + 2 * HANG + 60)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
    told = log.read_text(errors="replace").strip().splitlines()
    print(f"{name} ({way}): {'crashed, see ' + str(log) if code else told[-1] if told else ''}", flush=True)
    return name if code else ""


class Watched:
    """Runs a target, keeping each input where a hang, a kill or a crash cannot take it."""

    def __init__(self, name: str, way: str) -> None:
        from tests.fuzz.targets import TARGETS

        self.target = TARGETS[name]
        self.count = 0
        self.slowest = 0.0
        self._again = 0.0
        self._crashed = False
        self._input = FOUND / f"{name.replace(' ', '-')}-{way}.input"

    def __call__(self, data: bytes) -> None:
        """Run the target on `data`."""
        self._input.write_bytes(data)
        if time.monotonic() > self._again:
            # Each call makes a thread: once in a while is enough.
            faulthandler.dump_traceback_later(HANG, exit=True)
            self._again = time.monotonic() + 1.0
        began = time.process_time()
        try:
            self.target.run(data)
            took = time.process_time() - began
            assert took < SLOW, f"one input took {took:.1f} s"
        except BaseException:
            self._crashed = True
            print(f"again: python -m tests.fuzz.run --target '{self.target.name}' --again '{self._input}'")
            raise
        self.slowest = max(self.slowest, took)
        self.count += 1

    def report(self) -> None:
        """Say how much was done."""
        faulthandler.cancel_dump_traceback_later()
        if not self._crashed:
            self._input.unlink(missing_ok=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{self.count:,} inputs, the slowest {self.slowest:.2f} s, at most {peak} MiB", flush=True)


def work(name: str, way: str, seconds: float) -> int:
    """In the process: run one target one way until the time is over."""
    faulthandler.enable()
    if way == "coverage":
        by_coverage(name, seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    by_mutations(Watched(name, way), seconds)
    return 0


def by_mutations(watched: Watched, seconds: float) -> None:
    """Hypothesis, from another beginning each time, so that a run finds what the last one did not."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from tests.fuzz.mutations import mutated

    inputs = mutated(list(watched.target.seeds()))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        run = given(inputs)(lambda data: watched(data) if time.monotonic() < end else None)
        profile = settings(
            max_examples=50, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        profile(seed(int.from_bytes(os.urandom(8)))(run))()
    watched.report()


def by_coverage(name: str, seconds: float) -> None:
    """Atheris, which ends the process."""
    import atexit

    import atheris

    with atheris.instrument_imports(include=["holeout"], enable_loader_override=False):
        watched = Watched(name, "coverage")
        seeds = list(watched.target.seeds())
        watched.target.run(seeds[0])
    folder = Path(tempfile.mkdtemp())
    for number, data in enumerate(seeds):
        (folder / str(number)).write_bytes(data)
    atexit.register(watched.report)
    limits = [
        f"-max_total_time={int(seconds)}",
        f"-timeout={int(HANG)}",
        "-rss_limit_mb=2048",
        "-max_len=8192",
    ]
    atheris.Setup([name, *limits, f"-artifact_prefix={FOUND}/", str(folder)], watched)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
