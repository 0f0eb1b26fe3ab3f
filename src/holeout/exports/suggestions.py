"""What a room suggested, from the files that a room gives: its board, or everybody's favourites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holeout import jsontext
from holeout.favourites.catalogue import catalogue_of
from holeout.favourites.gathering import by_stage, gather
from holeout.favourites.merge import merge
from holeout.problems import HoleoutError
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holeout.favourites.model import FavouritesFile
    from holeout.lifecycle.model import Lifecycle

MOST_CARDS = 500
_LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A tool that the room suggested for a stage. `stage` is its id, `stage_name` what the room called it."""

    name: str
    stage: str = ""
    stage_name: str = ""
    voices: int = 1
    whys: tuple[str, ...] = ()


def read_board(text: str, path: str) -> tuple[BoardCard, ...]:
    """The cards of a room's board, from its `board.json`. Raises HoleoutError for anything else."""
    try:
        cards = tuple(card for stage in jsontext.parse(text)["stages"] for card in _cards(stage))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise HoleoutError(
            f"{path} is not a board of suggestions",
            "give the room's board.json, or the favourites.toml that it exports for its presenter",
        ) from None
    return cards[:MOST_CARDS]


def _cards(stage: dict[str, Any]) -> Iterator[BoardCard]:
    for card in stage["cards"]:
        voices = card.get("voices", 1)
        yield BoardCard(
            name=clean_line(str(card["name"]))[:_LONGEST_TEXT],
            stage=clean_line(str(stage.get("id", ""))),
            stage_name=clean_line(str(stage.get("name", ""))),
            voices=voices if isinstance(voices, int) else 1,
            whys=tuple(clean(str(why)).strip()[:_LONGEST_TEXT] for why in card.get("whys", ())),
        )


def board_of(file: FavouritesFile, lifecycle: Lifecycle) -> tuple[BoardCard, ...]:
    """The cards of what several people recommend, the most recommended first at each stage of `lifecycle`."""
    catalogue = catalogue_of(lifecycle)
    return tuple(
        BoardCard(
            name=pick.name,
            stage=stage,
            stage_name=catalogue.stages.get(stage, stage),
            voices=pick.count,
            whys=tuple(dict.fromkeys(voice.favourite.note for voice in pick.voices if voice.favourite.note)),
        )
        for stage, picks in by_stage(gather(merge([file]), catalogue), catalogue).items()
        for pick in picks
    )[:MOST_CARDS]
