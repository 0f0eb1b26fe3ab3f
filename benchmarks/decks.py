"""The same deck in each tool's own syntax, of any length.

Every slide has a title, four points, a code block, a table and a last line that nothing else contains; whoever
shows the title and the last line shows the whole slide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CITIES = ("Aarhus", "Bergen", "Cork", "Delft", "Évora", "Fulda", "Ghent")


@dataclass(frozen=True, slots=True)
class Content:
    """What one slide says, whatever the syntax."""

    title: str
    points: tuple[str, ...]
    code: tuple[str, ...]
    table: tuple[tuple[str, str, str], ...]
    last: str


def title_of(number: int) -> str:
    """The text of a slide's title."""
    return f"Slide {number:04d}"


def last_line_of(number: int) -> str:
    """The text of a slide's last line."""
    return f"end-{number:04d}"


def content(number: int) -> Content:
    """The slide with this number, counted from 1."""
    city = CITIES[number % len(CITIES)]
    return Content(
        title=title_of(number),
        points=(
            f"Report {number} was due in **{city}** on a Monday",
            "It reads *one* file, `figures.csv`, and nothing else",
            f"Of {number * 7 + 3} rows, {number % 11} have no date",
            "The [checklist](checklist.html) says what to do with them",
        ),
        code=(
            f"def rows_without_date_{number}(rows: list[dict[str, str]]) -> int:",
            '    """Count what cannot be filed."""',
            "    missing = 0",
            "    for row in rows:",
            '        if not row.get("date"):',
            f"            missing += 1  # at most {number % 11}",
            "    return missing",
        ),
        table=(
            ("Quarter", "Rows", "Undated"),
            ("first", str(number * 2), "1"),
            ("second", str(number * 3), "4"),
            ("third", str(number * 5), "7"),
        ),
        last=last_line_of(number),
    )


def _table(rows: tuple[tuple[str, str, str], ...]) -> list[str]:
    lines = ["| " + " | ".join(cell.ljust(8) for cell in row) + " |" for row in rows]
    return [lines[0], "|" + "----------|" * 3, *lines[1:]]


def _markdown(slide: Content) -> str:
    points = (f"- {point}" for point in slide.points)
    code = ("```python", *slide.code, "```")
    return "\n".join(
        (f"# {slide.title}", "", *points, "", *code, "", *_table(slide.table), "", slide.last, "")
    )


def _indented(slide: Content) -> str:
    """Code and tables as indented text: mdp knows neither fences nor tables."""
    points = (f"- {point}" for point in slide.points)
    code = (f"    {line}" for line in slide.code)
    table = (f"    {line}" for line in _table(slide.table))
    return "\n".join((f"# {slide.title}", "", *points, "", *code, "", *table, "", slide.last, ""))


def markdown_deck(slides: int) -> str:
    """CommonMark with tables, slides parted by `---`."""
    return "\n---\n\n".join(_markdown(content(number)) for number in range(1, slides + 1))


def titled_deck(slides: int) -> str:
    """The same under a YAML head."""
    return f"---\ntitle: Reports\n---\n\n{markdown_deck(slides)}"


def indented_deck(slides: int) -> str:
    """The Markdown that mdp reads."""
    return "\n---\n\n".join(_indented(content(number)) for number in range(1, slides + 1))


SYNTAXES: dict[str, Callable[[int], str]] = {
    "markdown": markdown_deck,
    "titled": titled_deck,
    "indented": indented_deck,
}


def write_deck(folder: Path, syntax: str, slides: int) -> Path:
    """Write the deck once, and return its path."""
    path = folder / f"{syntax}-{slides}.md"
    if not path.exists():
        path.write_text(SYNTAXES[syntax](slides), encoding="utf-8")
    return path
