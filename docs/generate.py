"""Writes what the documents take from the code: the keys, the commands, and pictures of the screens.

Run by `make docs`; a test says when it has to be run again.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import structure
from command_reference import command_reference

from holeout.presenting.commands import COMMANDS, Context
from holeout.presenting.key_names import key_name

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
        lines += [f"**{name}**", "", "| keys | what they do | command |", "| --- | --- | --- |"]
        lines += [
            f"| {' '.join(f'`{key_name(key)}`' for key in command.keys)} | {command.help} | `{command.id}` |"
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


ROLES = {
    "ground": "behind everything",
    "code_ground": "behind code, and in dialogs",
    "bar_ground": "behind the bar of keys",
    "selected_ground": "behind what is chosen",
    "text": "text",
    "title": "titles of slides and pages",
    "heading": "headings",
    "muted": "what stands back: labels, notes, footers",
    "accent": "what stands out: signs, edges of the map, progress",
    "good": "what is well",
    "warn": "what may go wrong",
    "bad": "what is wrong",
    "link": "links",
    "inline_code": "code in a line of text",
    "quote": "quotes",
    "bullet": "bullets and numbers of lists",
    "table_head": "heads of tables",
    "rule": "lines and edges",
    "math": "formulas",
    "code": "code",
    "code_keyword": "its keywords",
    "code_string": "its strings",
    "code_number": "its numbers",
    "code_comment": "its comments",
    "code_function": "names of functions",
    "code_type": "names of types",
    "code_operator": "operators",
    "code_added": "lines that a diff adds",
    "code_removed": "lines that a diff takes out",
    "code_unlit": "code that this step does not light",
    "selected": "what is chosen",
    "bar": "the bar of keys",
    "bar_key": "its keys",
}


def roles_table() -> str:
    """Every colour of a theme, with what it is in each base."""
    from holeout.layout.styled import Role
    from holeout.themes.palette import COLOURED, GROUNDS
    from holeout.themes.reading import KEYS

    lines = [f"| key | what it colours | {' | '.join(palette.name for palette in COLOURED)} |"]
    lines.append("| --- | --- |" + " --- |" * len(COLOURED))
    for key in KEYS:
        colors = (
            getattr(palette, key) if key in GROUNDS else palette.color(Role(key)) for palette in COLOURED
        )
        lines.append(f"| `{key}` | {ROLES[key]} | {' | '.join(f'`{color}`' for color in colors)} |")
    return "\n".join(lines)


def settings_table() -> str:
    """Every setting."""
    from holeout.presenting.settings import SETTINGS

    lines = ["| setting | what it does |", "| --- | --- |"]
    lines += [f"| `{setting.example}` | {setting.help} |" for setting in SETTINGS]
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
        (ROOT / "docs" / "settings.md", "settings", settings_table()),
        (ROOT / "docs" / "commands.md", "commands", command_reference()),
        (ROOT / "docs" / "themes.md", "roles", roles_table()),
    ):
        made[path] = filled(path.read_text("utf-8"), name, content)
    made[ROOT / "docs" / "pictures" / "architecture.svg"] = structure.picture(
        structure.read_house(ROOT / "src" / "holeout")
    )
    return made


async def draw_pictures() -> None:
    """Pictures of the real screens."""
    from holeout.talk import load_talk
    from holeout.tui import navigation
    from holeout.tui.app import HoleoutApp
    from holeout.tui.options import Options
    from holeout.tui.services import Services

    for name, keys in PICTURES.items():
        talk = load_talk()
        # The clock in the footer stands still, however slow the machine is.
        app = HoleoutApp(talk, Services(talk), navigation, Options(presenting=True), now=lambda: 0.0)
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
