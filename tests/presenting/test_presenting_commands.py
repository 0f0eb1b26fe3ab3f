"""The registry of commands."""

from itertools import combinations

from holeout.presenting.commands import COMMANDS, Context, commands_for
from holeout.presenting.key_names import key_name

HEARD_TOGETHER = [
    (Context.ANYWHERE, Context.SLIDES),
    (Context.ANYWHERE, Context.MAP),
    (Context.ANYWHERE, Context.LISTS, Context.PITFALL, Context.STAGE),
]


def test_no_key_means_two_things_in_one_place() -> None:
    for contexts in HEARD_TOGETHER:
        for one, other in combinations(commands_for(*contexts), 2):
            assert not set(one.keys) & set(other.keys), (one.id, other.id)


def test_ids_are_unique() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


def test_keys_are_written_as_on_a_keyboard() -> None:
    assert [key_name(key) for key in ("right", "ctrl+q", "question_mark", "g")] == ["→", "Ctrl+q", "?", "g"]
