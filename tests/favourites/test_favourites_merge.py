"""Merging gives the same result in any order, and a change by hand beats what it changed."""

from __future__ import annotations

import random
from dataclasses import replace

from favourites_makers import ANNA, BEN, FILES, file_of, read
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.favourites.merge import Merged, State, as_file, join, marks, merge, state_of
from holeout.favourites.model import Favourite, FavouritesFile, Slot
from holeout.favourites.rendering import render
from holeout.favourites.writing import merged_into, sealed

NAMES = ["polars", "Polars", "dvc", "C#", "https://github.com/Foo/Bar"]
POLARS, DVC = "pkg:pypi/polars", "pkg:pypi/dvc"

ENTRIES = st.builds(
    Favourite,
    tool=st.sampled_from(NAMES),
    note=st.sampled_from(["", "a", "b", "c"]),
    by=st.sampled_from(["", "Anna"]),
    updated=st.sampled_from(["", "2026-01-01", "2026-01-02"]),
    extra=st.sampled_from([{}, {}, {"x": 1}, {"x": True}]),
)
ACTS = st.one_of(
    st.tuples(st.just("add"), ENTRIES),
    st.tuples(st.just("edit"), st.integers(0, 9), st.sampled_from(["", "x", "y", "z"])),
    st.tuples(st.just("retool"), st.integers(0, 9), st.sampled_from(NAMES)),
    st.tuples(st.just("remove"), st.integers(0, 9)),
    st.tuples(st.just("seal")),
)
ACTS_BETWEEN = st.tuples(st.just("copy"), st.integers(0, 9)) | st.tuples(st.just("merge"), st.integers(0, 9))
HISTORIES = st.lists(st.tuples(st.integers(0, 3), ACTS | ACTS_BETWEEN), max_size=25)


def seal(file: FavouritesFile) -> FavouritesFile:
    return replace(file, seal=marks(state_of(file), file.actor))


def acted(file: FavouritesFile, act: tuple) -> FavouritesFile:
    """What somebody's file says after they did something to it, by hand unless they sealed it."""
    entries = [*file.favourites]
    match act:
        case ("seal",):
            return seal(file)
        case ("add", entry):
            entries.append(entry)
        case ("edit", index, note) if entries:
            entries[index % len(entries)] = replace(entries[index % len(entries)], note=note)
        case ("retool", index, tool) if entries:
            entries[index % len(entries)] = replace(entries[index % len(entries)], tool=tool)
        case ("remove", index) if entries:
            del entries[index % len(entries)]
    return replace(file, favourites=tuple(entries))


def lived(history: list) -> list[FavouritesFile]:
    """Every version of the files of four machines: two of Anna's, one of Ben's, and one that names nobody."""
    now = [file_of(actor, name=f"{number}") for number, actor in enumerate([ANNA, ANNA, BEN, ""])]
    versions = [*now]
    for machine, act in history:
        other = now[act[1] % 4] if act[0] in {"copy", "merge"} else now[machine]
        if act[0] == "copy":
            now[machine] = other
        elif act[0] == "merge":
            now[machine] = as_file(merge([now[machine], other]))
        else:
            now[machine] = acted(now[machine], act)
        versions.append(now[machine])
    return versions


@settings(deadline=None, max_examples=400)
@given(HISTORIES, st.integers())
def test_merging_is_associative_commutative_and_idempotent(history: list, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    states = [state_of(file) for file in lived(history)]
    a, b, c = (chance.choice(states) for _ in range(3))
    assert join(a, a) == a
    assert join(a, b) == join(b, a)
    assert join(join(a, b), c) == join(a, join(b, c))
    shuffled = states * 2
    chance.shuffle(shuffled)
    assert join(*shuffled) == join(*states)


@settings(deadline=None, max_examples=150)
@given(HISTORIES, st.integers())
def test_merging_merged_files_again_through_text_changes_nothing(history: list, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    versions = lived(history)
    merged = merge(versions)
    written = read(render(as_file(merged)))
    assert state_of(written) == merged.state
    some = chance.sample(versions, chance.randint(1, len(versions)))
    part = read(render(as_file(merge(some))))
    assert merge([part, written, chance.choice(versions), written]).state == merged.state
    assert render(as_file(merge([written, *some]))) == render(as_file(merged))


@settings(deadline=None, max_examples=60)
@given(FILES, FILES)
def test_any_two_files_merge_through_text(one: FavouritesFile, other: FavouritesFile) -> None:
    merged = merge([one, other])
    assert state_of(read(render(as_file(merged)))) == merged.state


def alive(state: State) -> dict[Slot, str]:
    return {slot: entry.body for slot, entry in state.items() if entry.favourite}


@settings(deadline=None, max_examples=300)
@given(st.lists(ENTRIES, max_size=5), st.lists(ACTS, max_size=5), st.lists(ACTS, min_size=1, max_size=5))
def test_an_edited_copy_beats_its_sealed_parent(first: list[Favourite], before: list, after: list) -> None:
    parent = file_of(ANNA, *first)
    for act in before:
        parent = acted(parent, act)
    parent = child = seal(parent)
    for act in after:
        child = acted(child, act)
    assert alive(join(state_of(parent), state_of(child))) == alive(state_of(child))
    assert alive(join(state_of(child), state_of(parent))) == alive(state_of(child))


@settings(deadline=None, max_examples=100)
@given(st.lists(ENTRIES, max_size=4), st.lists(ACTS, max_size=6))
def test_sealing_the_text_seals_what_it_says_and_changes_nothing_else(
    first: list[Favourite], acts: list
) -> None:
    file = file_of(ANNA, *first)
    for act in acts:
        file = acted(file, act)
    text = sealed(render(file), ANNA, "")
    assert read(text) == seal(file)
    assert sealed(text, ANNA, "") == text


@settings(deadline=None, max_examples=100)
@given(HISTORIES)
def test_merging_into_a_file_gives_what_merging_gives(history: list) -> None:
    versions = [file for file in lived(history) if file.actor]
    into = seal(versions[-1])
    merged = merge([into, *versions])
    assert state_of(read(merged_into(render(into), merged))) == merged.state


def test_an_unknown_key_that_became_another_type_is_merged_though_python_calls_the_values_equal() -> None:
    old = seal(file_of(ANNA, Favourite("polars", extra={"x": 1})))
    new = replace(old, favourites=(Favourite("polars", extra={"x": True}),))
    merged = merge([old, new])
    written = read(merged_into(render(old), merged))
    assert written.favourites[0].extra["x"] is True
    assert state_of(written) == merged.state


def test_different_tools_of_two_machines_come_together() -> None:
    base = seal(file_of(ANNA, Favourite("polars")))
    laptop, desktop = acted(base, ("add", Favourite("dvc"))), acted(base, ("add", Favourite("C#")))
    assert {each.tool for each in merge([laptop, desktop]).favourites} == {"polars", "dvc", "C#"}


def test_removing_by_hand_removes_and_adding_again_brings_back() -> None:
    base = seal(file_of(ANNA, Favourite("polars")))
    without = acted(base, ("remove", 0))
    assert merge([base, without, base]).favourites == ()
    again = acted(seal(without), ("add", Favourite("polars", note="after all")))
    assert [each.note for each in merge([without, again, base]).favourites] == ["after all"]


def test_the_same_tool_changed_on_two_machines_is_decided_alike_everywhere_and_told() -> None:
    base = seal(file_of(ANNA, Favourite("polars", note="fast")))
    laptop = replace(acted(base, ("edit", 0, "faster")), name="laptop.toml")
    desktop = replace(acted(base, ("edit", 0, "fastest")), name="desktop.toml")
    one, other = merge([base, laptop, desktop]), merge([desktop, laptop])
    assert one.favourites == other.favourites
    (clash,) = one.clashes
    assert {one.sources[clash.slot], *(names for _, names in clash.others)} == {
        ("laptop.toml",),
        ("desktop.toml",),
    }


def test_a_later_date_decides_between_copies_that_were_never_sealed() -> None:
    early = file_of(ANNA, Favourite("polars", note="zzz", updated="2026-01-01"))
    for note in ("a", "b", "c"):
        late = replace(early, favourites=(Favourite("polars", note=note),), updated="2026-01-02")
        assert merge([late, early]).favourites[0].note == note


def test_a_change_beats_a_removal_of_the_same_age() -> None:
    base = seal(file_of(ANNA, Favourite("polars", note="a")))
    changed, removed = acted(base, ("edit", 0, "b")), acted(base, ("remove", 0))
    merged = merge([removed, changed])
    assert [each.note for each in merged.favourites] == ["b"]
    assert len(merged.clashes) == 1


def test_of_one_tool_twice_in_a_file_the_later_counts() -> None:
    file = file_of(ANNA, Favourite("polars", note="old"), Favourite("Polars", note="new"))
    assert [each.note for each in merge([file]).favourites] == ["new"]


def test_two_people_are_two_voices_and_each_entry_keeps_its_name_and_source() -> None:
    anna = replace(file_of(ANNA, Favourite("polars"), name="a.toml"), by="Anna")
    merged = merge([anna, file_of(BEN, Favourite("polars"), name="b.toml")])
    assert [(each.actor, each.by) for each in merged.favourites] == [(ANNA, "Anna"), (BEN, "")]
    assert merged.sources == {Slot(ANNA, POLARS): ("a.toml",), Slot(BEN, POLARS): ("b.toml",)}


def test_copies_of_a_file_that_names_nobody_are_one_voice_whatever_they_are_called() -> None:
    one = file_of("", Favourite("polars"), Favourite("dvc"), name="a.toml")
    other = replace(one, favourites=one.favourites[::-1], name="a (1).toml")
    assert len(merge([one, other]).favourites) == 2


def test_taking_a_line_out_of_a_merged_file_takes_the_word_of_that_person_back() -> None:
    files = [seal(file_of(ANNA, Favourite("polars"))), seal(file_of(BEN, Favourite("dvc")))]
    moderated = acted(as_file(merge(files)), ("remove", 0))
    assert [each.actor for each in merge([*files, moderated]).favourites] == [
        ANNA if moderated.favourites[0].actor == ANNA else BEN
    ]
    assert len(merge([*files, moderated]).favourites) == 1


def test_one_persons_files_merge_to_a_file_of_theirs() -> None:
    file = as_file(merge([replace(file_of(ANNA, Favourite("polars"), Favourite("dvc")), by="Anna")]))
    assert (file.actor, file.by) == (ANNA, "Anna")
    assert all(not each.actor and not each.by for each in file.favourites)
    assert set(file.seal) == {Slot("", POLARS), Slot("", DVC)}


def test_unknown_keys_of_files_are_kept_whatever_their_order() -> None:
    one, other = replace(file_of(ANNA), extra={"a": 1, "b": 2}), replace(file_of(ANNA), extra={"b": 3})
    assert merge([one, other]).extra == merge([other, one]).extra == {"a": 1, "b": 3}


def test_nothing_merges_to_nothing() -> None:
    assert merge([]) == Merged()
