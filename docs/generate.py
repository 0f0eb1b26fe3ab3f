"""Writes what the documents take from the code: the keys, the commands, and pictures of the screens.

Run by `make docs`; a test says when it has to be run again.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from holeout.presenting.commands import COMMANDS, Context, key_name

ROOT = Path(__file__).resolve().parents[1]
PICTURES = {
    "map": ["m", *["down"] * 9],
    "slide": ["g", *"13", "enter", "s"],
    "pitfall": ["m", *["down"] * 9, "enter", "enter"],
}
NAMES = {
    Context.ANYWHERE: "Everywhere",
    Context.SLIDES: "Slides",
    Context.OVERVIEW: "Overview",
    Context.MAP: "Map",
    Context.STAGE: "Stages",
    Context.LISTS: "Pages",
    Context.PITFALL: "Stages, pitfalls, tools and sources",
    Context.FAVOURITES: "Favourites",
    Context.DEMO: "Demos",
    Context.SOURCE: "A demo's source",
    Context.ASSESS: "Assessment (`holeout assess`)",
    Context.RESULT: "Its result",
    Context.DESK: "The desk (`holeout notes`)",
    Context.SUGGESTIONS: "The desk's list of suggestions",
}


def keys_table() -> str:
    """Every key of the registry, by where it is heard."""
    lines = []
    for context, name in NAMES.items():
        lines += [f"**{name}**", "", "| keys | what they do |", "| --- | --- |"]
        lines += [
            f"| {' '.join(f'`{key_name(key)}`' for key in command.keys)} | {command.help} |"
            for command in COMMANDS
            if command.context is context
        ]
        lines.append("")
    return "\n".join(lines).strip()


def comment_commands_table() -> str:
    """Every comment command of a deck."""
    from holeout.deck.commands import DECK_COMMANDS

    lines = ["| command | what it does |", "| --- | --- |"]
    lines += [f"| `{command.example}` | {command.help} |" for command in DECK_COMMANDS]
    return "\n".join(lines)


def filled(text: str, name: str, content: str) -> str:
    """`text` with `content` between the marks of `name`."""
    marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    return re.sub(marks, lambda found: f"{found[1]}{content}\n{found[2]}", text, flags=re.DOTALL)


def documents() -> dict[Path, str]:
    """Each document that holds something generated, as it should be."""
    made = {}
    for path, name, content in (
        (ROOT / "docs" / "keys.md", "keys", keys_table()),
        (ROOT / "docs" / "decks.md", "comment-commands", comment_commands_table()),
    ):
        made[path] = filled(path.read_text("utf-8"), name, content)
    return made


async def draw_pictures() -> None:
    """Pictures of the real screens."""
    from holeout.talk import load_talk
    from holeout.tui.app import HoleoutApp, Options
    from holeout.tui.navigation import open_target
    from holeout.tui.services import Services

    for name, keys in PICTURES.items():
        talk = load_talk()
        app = HoleoutApp(talk, Services(talk), open_target, Options(presenting=True))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            picture = app.export_screenshot(title="holeout")
        (ROOT / "docs" / "pictures" / f"{name}.svg").write_text(picture, "utf-8")


def main() -> None:
    """Write everything."""
    for path, text in documents().items():
        path.write_text(text, "utf-8")
    if "--no-pictures" not in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            import os

            for name in ("DATA", "STATE", "CACHE", "CONFIG", "RUNTIME"):
                os.environ[f"HOLEOUT_{name}"] = folder
            asyncio.run(draw_pictures())


if __name__ == "__main__":
    main()
