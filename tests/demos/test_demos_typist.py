from __future__ import annotations

from demos_help import launch, until

from holeout.demos.typist import Typist


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Shown:
    """A feed that shows what the test gives it, and keeps what is typed."""

    outcome = None
    pending = False
    takes_input = True

    def __init__(self) -> None:
        self.shows: list[bytes] = []
        self.typed: list[bytes] = []

    def read(self, _: int) -> bytes | None:
        return self.shows.pop() if self.shows else None

    def write(self, data: bytes) -> None:
        self.typed.append(data)

    def flush(self) -> None:
        pass


def test_each_piece_is_typed_once_the_program_has_been_still() -> None:
    clock, feed = Clock(), Shown()
    typist = Typist(feed, ["a", "bc\n"], 1.0, clock=clock)  # type: ignore[arg-type]

    def after(seconds: float, shown: bytes = b"") -> list[bytes]:
        clock.now += seconds
        feed.shows = [shown] if shown else []
        typist.read(100)
        typist.flush()
        return feed.typed

    assert after(60) == [], "nothing was shown yet"
    assert after(0, b"ready") == []
    assert after(0.9, b"not yet") == []
    assert after(0.9) == []
    assert after(0.1) == [b"a"]
    assert after(0.5) == [b"a"]
    assert after(0.5) == [b"a", b"bc\n"]
    assert after(60) == [b"a", b"bc\n"]


def test_a_program_reads_what_is_typed() -> None:
    typist = Typist(
        launch("sh", "-c", "echo ready; read one; read two; echo $two $one"), ["1\n", "2\n"], 0.01
    )
    seen = bytearray()

    def said() -> bool:
        typist.flush()
        seen.extend(typist.read(1000) or b"")
        return b"2 1" in seen

    assert until(said), seen
    typist.close()
