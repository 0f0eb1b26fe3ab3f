"""Nothing that a person recommended is lost: not to another program, not to a crash, not to a slip of the hand."""

from __future__ import annotations

import codecs
import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from favourites_makers import ANNA, BEN, HEAD, file_of

from holeout.favourites.catalogue import Catalogue
from holeout.favourites.fileformat import parse_bytes
from holeout.favourites.model import Favourite, FavouritesFile
from holeout.favourites.store import FavouritesStore, actor_for, open_store, own_path, read_file
from holeout.problems import HoleoutError

CATALOGUE = Catalogue(
    stages={"data": "Data", "ship": "Package & deploy"},
    pitfalls={"data-leakage": frozenset()},
    aliases={"pkg:generic/weights-biases": "pkg:pypi/wandb"},
)
ADDING = """
import sys
from pathlib import Path
from holeout.favourites.model import Favourite
from holeout.favourites.store import FavouritesStore
store = FavouritesStore(Path(sys.argv[1]), talk="my-talk", actor=lambda: "annaannaanna")
for number in range(int(sys.argv[3])):
    store.add(Favourite(f"{sys.argv[2]}-{number}", note="why"))
    print(number, flush=True)
"""
DYING = """
import os, signal, sys
from pathlib import Path
from holeout import files
from holeout.favourites.model import Favourite
from holeout.favourites.store import FavouritesStore
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "sync":
    files.os.fsync = die
else:
    Path.replace = die
FavouritesStore(Path(sys.argv[1]), actor=lambda: "annaannaanna").add(Favourite("never"))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my-talk.favourites.toml"


@pytest.fixture
def store(path: Path) -> FavouritesStore:
    return FavouritesStore(path, talk="my-talk", actor=lambda: ANNA, catalogue=CATALOGUE, lock_wait=0.2)


def tools(path: Path) -> list[str]:
    file = read_file(path).file
    assert file is not None
    return [favourite.tool for favourite in file.favourites]


def run(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_favourite_is_written_read_changed_and_removed(store: FavouritesStore) -> None:
    assert store.list() == ()
    assert store.add(Favourite(" polars\x1b", stage="data", note="fast")) == Favourite(
        "polars", stage="data", note="fast"
    )
    store.add(Favourite("dvc"))
    assert store.edit("Polars", note="faster", tags=("a",)).note == "faster"
    assert store.list() == (Favourite("polars", stage="data", note="faster", tags=("a",)), Favourite("dvc"))
    assert store.remove("dvc") == Favourite("dvc")
    assert [favourite.tool for favourite in store.list()] == ["polars"]
    file = store.read()
    assert (file.actor, file.talk) == (ANNA, "my-talk")
    assert {slot.key: str(mark)[:2] for slot, mark in file.seal.items()} == {
        "pkg:pypi/polars": "2-",
        "pkg:pypi/dvc": "2-",
    }


def test_a_stage_may_be_given_by_its_name_and_a_wrong_one_is_refused_with_the_nearest(
    store: FavouritesStore,
) -> None:
    assert store.add(Favourite("a", stage="package & Deploy")).stage == "ship"
    with pytest.raises(HoleoutError, match="there is no stage 'shop'") as refused:
        store.add(Favourite("b", stage="shop"))
    assert refused.value.hint == "did you mean 'ship'?"
    with pytest.raises(HoleoutError, match="there is no pitfall 'leakage'") as refused:
        store.edit("a", pitfall="leakage")
    assert refused.value.hint == "did you mean 'data-leakage'?"
    assert [favourite.tool for favourite in store.list()] == ["a"]


@pytest.mark.parametrize(
    ("favourite", "said"),
    [
        (Favourite(""), "tool: this must not be empty"),
        (Favourite("x", note="n" * 501), "note: this is 501 characters long; at most 500"),
        (Favourite("x", url="javascript:alert(1)"), "url: expected a link"),
        (Favourite("x", tags=("t",) * 11), "tags: 11 in the list; at most 10"),
    ],
)
def test_what_breaks_a_rule_is_refused_before_anything_is_written(
    store: FavouritesStore, path: Path, favourite: Favourite, said: str
) -> None:
    with pytest.raises(HoleoutError, match=said):
        store.add(favourite)
    assert not path.exists()


def test_the_same_tool_by_another_name_is_found(store: FavouritesStore) -> None:
    store.add(Favourite("wandb"))
    with pytest.raises(HoleoutError, match="'wandb' is already among your favourites"):
        store.add(Favourite("Weights & Biases"))
    store.add(Favourite("dvc"))
    with pytest.raises(HoleoutError, match="already among"):
        store.edit("dvc", tool="WandB")
    assert store.edit("weights & biases", tool="W&B").tool == "W&B"


def test_a_tool_that_is_not_there_is_told_with_the_nearest(store: FavouritesStore) -> None:
    store.add(Favourite("polars"))
    for act in (store.remove, store.edit):
        with pytest.raises(HoleoutError, match="'polar' is not among your favourites") as refused:
            act("polar")
        assert refused.value.hint == "did you mean 'polars'?"


def test_a_favourite_written_twice_by_hand_is_removed_twice_and_changed_where_it_counts(
    store: FavouritesStore, path: Path
) -> None:
    path.write_text(
        f'{HEAD}[[favourite]]\ntool = "a"\n[[favourite]]\ntool = "b"\n[[favourite]]\ntool = "A"\n'
    )
    store.edit("a", note="x")
    assert [favourite.note for favourite in store.list()] == ["", "", "x"]
    store.remove("a")
    assert tools(path) == ["b"]


def test_other_peoples_entries_in_the_file_are_neither_listed_nor_changed(
    store: FavouritesStore, path: Path
) -> None:
    path.write_text(f'{HEAD}actor = "{ANNA}"\n[[favourite]]\ntool = "a"\nactor = "{BEN}"\n')
    assert store.list() == ()
    store.add(Favourite("a"))
    store.remove("a")
    assert tools(path) == ["a"]
    assert store.read().favourites[0].actor == BEN


def test_two_programs_that_add_at_once_lose_nothing(path: Path) -> None:
    writers = [run(ADDING, path, name, 50) for name in ("one", "two")]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    assert sorted(tools(path)) == sorted(
        f"{name}-{number}" for name in ("one", "two") for number in range(50)
    )
    assert len(read_file(path).file.seal) == 100  # type: ignore[union-attr]


def test_two_threads_that_add_at_once_lose_nothing(path: Path) -> None:
    def add(name: str) -> None:
        store = FavouritesStore(path, actor=lambda: ANNA)
        for number in range(10):
            store.add(Favourite(f"{name}-{number}"))

    threads = [threading.Thread(target=add, args=[name]) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tools(path)) == 20


@pytest.mark.parametrize("acknowledged", [1, 2, 5, 9])
def test_killing_a_program_while_it_writes_loses_nothing_that_it_had_written(
    path: Path, acknowledged: int
) -> None:
    writer = run(ADDING, path, "tool", 10_000)
    assert writer.stdout is not None
    with writer.stdout as output:
        for _ in range(acknowledged):
            output.readline()
        writer.kill()
        rest = len(output.read().splitlines())
    writer.wait()
    written = tools(path)
    assert written == [f"tool-{number}" for number in range(len(written))]
    assert acknowledged + rest <= len(written) <= acknowledged + rest + 1
    FavouritesStore(path, actor=lambda: ANNA, lock_wait=0).add(Favourite("next"))
    assert tools(path)[-1] == "next"


@pytest.mark.parametrize("moment", ["sync", "replace"])
def test_dying_in_the_middle_of_writing_leaves_the_old_file_whole(
    store: FavouritesStore, path: Path, moment: str
) -> None:
    store.add(Favourite("before"))
    before = path.read_bytes()
    dying = run(DYING, path, moment)
    dying.communicate(timeout=60)
    assert dying.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    store.add(Favourite("after"))
    assert tools(path) == ["before", "after"]


def test_a_file_broken_by_hand_is_never_overwritten_and_the_new_favourite_is_saved_beside_it(
    store: FavouritesStore, path: Path
) -> None:
    broken = f"{HEAD}\n[[favourite]]\ntool = polars\n"
    path.write_text(broken)
    for number, tool in enumerate(["dvc", "great tool"], 1):
        with pytest.raises(HoleoutError) as refused:
            store.add(Favourite(tool, stage="data", note="n"))
        aside = path.with_name(f"my-talk.unsaved-{number}.favourites.toml")
        assert refused.value.message == f"{path} is not changed: line 4, column 8: Invalid value"
        assert f"holeout favourites add --from {aside}" in str(refused.value)
        assert f"{path}:4:8: Invalid value" in str(refused.value)
        file = read_file(aside).file
        assert file is not None
        assert file.favourites == (Favourite(tool, stage="data", note="n"),)
    for act in (
        lambda: store.edit("a", note="x"),
        lambda: store.remove("a"),
        store.list,
        lambda: store.take_in([]),
    ):
        with pytest.raises(HoleoutError, match="4:8: Invalid value"):
            act()
    assert path.read_text() == broken
    assert [aside.name for aside in store.unsaved()] == [
        "my-talk.unsaved-1.favourites.toml",
        "my-talk.unsaved-2.favourites.toml",
    ]


def test_a_full_file_refuses_one_more_and_saves_it_beside(store: FavouritesStore, path: Path) -> None:
    path.write_text(HEAD + "".join(f'[[favourite]]\ntool = "t{number}"\n' for number in range(500)))
    with pytest.raises(HoleoutError, match="501 favourites; a file holds at most 500"):
        store.add(Favourite("one more"))
    assert len(tools(path)) == 500
    assert tools(store.unsaved()[0]) == ["one more"]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_something_else_where_the_file_should_be_is_left_alone(
    store: FavouritesStore, path: Path, make
) -> None:
    make(path)
    with pytest.raises(HoleoutError, match=r"this is (a folder|not a regular file)"):
        store.add(Favourite("dvc"))
    assert len(store.unsaved()) == 1


def test_an_empty_file_is_as_good_as_none(store: FavouritesStore, path: Path) -> None:
    path.write_text("\n")
    store.add(Favourite("dvc"))
    assert tools(path) == ["dvc"]


def test_line_ends_byte_order_mark_permissions_and_a_link_to_the_file_stay(
    store: FavouritesStore, path: Path, tmp_path: Path
) -> None:
    real = tmp_path / "dotfiles" / "mine.toml"
    real.parent.mkdir()
    text = f'{HEAD}# mine\n[[favourite]]\ntool = "a"\nnote = """x\ny"""\n'
    real.write_bytes(codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode())
    real.chmod(0o640)
    path.symlink_to(real)
    store.add(Favourite("b"))
    data = real.read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert real.stat().st_mode & 0o777 == 0o640
    assert path.is_symlink()
    assert [favourite.note for favourite in store.list()] == ["x\ny", ""]


def test_a_program_that_holds_the_lock_for_ever_is_told_of(store: FavouritesStore, path: Path) -> None:
    store.add(Favourite("a"))
    with path.with_name(f".{path.name}.lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(HoleoutError, match="another program is writing"):
            store.add(Favourite("b"))
        assert [favourite.tool for favourite in store.list()] == ["a"]


def test_a_disk_that_is_full_says_so_and_leaves_the_file(
    store: FavouritesStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(Favourite("a"))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HoleoutError, match="cannot be written: No space left on device"):
        store.add(Favourite("b"))
    assert path.read_bytes() == before


def test_what_holeout_cannot_change_safely_it_does_not_change(
    store: FavouritesStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(Favourite("a"))
    before = path.read_bytes()
    monkeypatch.setattr("holeout.favourites.writing.add", lambda text, _: text.replace('"a"', '"z"'))
    with pytest.raises(HoleoutError, match="cannot change safely"):
        store.add(Favourite("b"))
    assert path.read_bytes() == before
    assert tools(store.unsaved()[0]) == ["b"]


def test_taking_in_another_machines_file_keeps_comments_and_applies_its_changes(
    store: FavouritesStore, path: Path
) -> None:
    for tool in ("keep", "change", "drop"):
        store.add(Favourite(tool, note="here"))
    path.write_text(path.read_text().replace('tool = "keep"', 'tool = "keep"  # always'))
    there = path.with_name("there.favourites.toml")
    there.write_bytes(path.read_bytes())
    other = FavouritesStore(there, actor=lambda: BEN)
    other.edit("change", note="there")
    other.remove("drop")
    other.add(Favourite("new"))
    store.add(Favourite("mine"))
    merged = store.take_in([other.read(), file_of(BEN, Favourite("keep", note="yes"))])
    assert not merged.clashes
    assert [(each.tool, each.note) for each in store.list()] == [
        ("keep", "here"),
        ("change", "there"),
        ("mine", ""),
        ("new", ""),
    ]
    assert [each.tool for each in store.read().favourites if each.actor == BEN] == ["keep"]
    assert 'tool = "keep"  # always' in path.read_text()
    again = path.read_bytes()
    store.take_in([other.read()])
    assert path.read_bytes() == again


def test_a_person_is_the_same_within_a_talk_and_another_in_the_next(
    tmp_path: Path, own_folders: Path
) -> None:
    here = actor_for("my-talk")
    assert here == actor_for("my-talk")
    assert len({here, actor_for("other-talk"), actor_for("my-talk", tmp_path / "another-person")}) == 3
    secret = own_folders / "data" / "actor-secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    reading = parse_bytes(f'{HEAD}actor = "{here}"'.encode())
    assert isinstance(reading.file, FavouritesFile)


def test_the_own_file_is_in_the_data_folder_and_its_name_in_it_is_never_replaced(own_folders: Path) -> None:
    store = open_store("my-talk", CATALOGUE)
    assert store.path == own_path("my-talk") == own_folders / "data" / "my-talk.favourites.toml"
    store.path.parent.mkdir(parents=True)
    store.path.write_text(f'{HEAD}actor = "{BEN}"\n')
    store.add(Favourite("a"))
    assert store.read().actor == BEN
