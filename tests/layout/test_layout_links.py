"""Which links a slide has, and where they lead."""

from __future__ import annotations

import pytest

from holeout.deck.reader import read_deck
from holeout.layout.links import Link, links_of, target_of
from holeout.layout.target import Target


def test_links_are_found_wherever_they_stand_and_each_address_once() -> None:
    text = (
        "# [h](http://h)\n\n[two *styles*](http://p) <http://q>\n\n- > [l](http://l)\n\n| [c](http://c) |\n|---|\n"
        "| [r](http://r) |\n\n<!-- column_layout: [1] -->\n<!-- column: 0 -->\n[k](http://k) [again](http://p)\n"
        "<!-- reset_layout -->\n\na[^1]\n\n[^1]: [f](http://f)\n"
    )
    found = links_of(read_deck(text, "deck.md").slide(0))
    assert found == [
        Link("h", "http://h"),
        Link("two styles", "http://p"),
        Link("http://q", "http://q"),
        Link("l", "http://l"),
        Link("c", "http://c"),
        Link("r", "http://r"),
        Link("k", "http://k"),
        Link("f", "http://f"),
    ]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://x.org", Target("url", "https://x.org")),
        ("MAILTO:a@x.org", Target("url", "MAILTO:a@x.org")),
        ("#2", Target("slide", "1")),
        ("/1", Target("slide", "0")),
        ("#what-now", Target("slide", "1")),
        ("#9", None),
        ("#nowhere", None),
        ("other.md", None),
        ("file:///etc/passwd", None),
        ("javascript:x", None),
    ],
)
def test_an_address_leads_outside_or_to_a_slide_or_nowhere(address: str, target: Target | None) -> None:
    assert target_of(address, ["One", "What now?"]) == target
