"""The source of a demo beside its terminal: changed in a copy, here or in the person's own editor, and compared."""

from __future__ import annotations

import ast
import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import SuspendNotSupported
from textual.containers import Vertical
from textual.widgets import TextArea

from holeout.demos.edits import change_of, changes
from holeout.layout.styled import MUTED, Line, Piece, Role, Style, crop
from holeout.problems import HoleoutError
from holeout.tui.app import HoleoutApp
from holeout.tui.later import Later
from holeout.tui.widgets.lines_view import LinesView
from holeout.tui.widgets.source_editor import SourceEditor

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from holeout.demos.edits import Edits
    from holeout.demos.model import Demo

SAVED = 0.5
"""Seconds without a key until what was typed is on disk."""
EDITORS = ("sensible-editor", "nano", "vim", "vi")
"""What is tried where neither $VISUAL nor $EDITOR is set."""


class DemoSource(Vertical):
    """An editor, or what was changed. Every change is kept in the person's own copy by itself."""

    DEFAULT_CSS = """
    DemoSource { width: 1fr; height: 1fr; }
    DemoSource LinesView { height: 1; width: 1fr; }
    """
    app = getters.app(HoleoutApp)

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self._demo = demo
        self._comparing = False
        self._saver = Later(SAVED, self.save)
        self._problem = ""
        self._loaded = False
        self.editor = SourceEditor(lambda: self.app.painter)
        self._title = LinesView(lambda: self.app.painter, self._draw_title)

    def compose(self) -> ComposeResult:
        """What it is, and the source."""
        yield self._title
        yield self.editor

    def on_mount(self) -> None:
        """Show the copy, or the original where there is none."""
        self.show_source(anew=True)

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        self._saver.now()

    # What is shown

    def show_source(self, *, anew: bool = False) -> None:
        """The source, with the cursor where it was; from its start when `anew`."""
        if anew or self._comparing:
            self._comparing = False
            self._loaded = True
            text = self._text()
            self.editor.show(text, "python", read_only=False)
            self.editor.move_cursor((first_line(text), 0))
            self.editor.scroll_to(y=first_line(text), animate=False)
        self._title.refresh()

    def toggle_changes(self) -> None:
        """What was changed, or the source again."""
        if self._comparing:
            self.show_source()
            return
        self.save()
        self._comparing = True
        different = changes(self._demo.text, self._text()) or "Nothing was changed: this is the original."
        self.editor.show(different, "diff", read_only=True)
        self._title.refresh()

    def _text(self) -> str:
        edit = self.app.services.edits.of(self._demo)
        return edit.text if edit else self._demo.text

    def _draw_title(self, width: int, _: int) -> list[Line]:
        change = change_of(self._demo.text, self._demo.text if self._comparing else self.editor.text)
        if self._comparing:
            words = Piece(" What you changed", Style(Role.TITLE, bold=True))
        elif change.added or change.removed:
            words = Piece(f" Your copy +{change.added} −{change.removed}", Style(Role.WARN, bold=True))
        else:
            words = Piece(" The original", Style(Role.TITLE, bold=True))
        keys = "  e edit" if self._comparing else "  ctrl+r runs, Esc leaves"
        if self._problem:
            return [crop((Piece(f" {self._problem}", Style(Role.BAD, bold=True)),), width)]
        return [crop((words, Piece(keys, MUTED)), width)]

    # Keeping

    @on(TextArea.Changed)
    def changed(self) -> None:
        """Keep it, in a moment."""
        if not self._comparing:
            self._title.refresh()
            self._saver.ask()

    def save(self) -> None:
        """Keep what is written, now."""
        self._saver.cancel()
        if self._comparing or not self._loaded:
            return
        try:
            self.app.services.keep_edit(self._demo, self.editor.text)
            self._problem = ""
        except HoleoutError as error:
            self._problem = f"not kept: {error.message}"
        self._title.refresh()

    # Another editor

    def edit_outside(self) -> None:
        """Hand the copy to the person's editor and wait; the talk stands still meanwhile."""
        command = editor_command()
        if command is None:
            self._tell("there is no editor: set $EDITOR to the one that you use")
            return
        self.show_source()
        self.save()
        try:
            path = self.app.services.edits.keep(self._demo, self.editor.text)
            with self.app.suspend():
                subprocess.run([*command, str(path)], check=False)
            self._take(path)
        except (HoleoutError, OSError, SuspendNotSupported) as error:
            self._tell(f"{command[0]} did not run: {error}")
        self.app.refresh()

    def _take(self, path: Path) -> None:
        edit = self.app.services.edits.of(self._demo)
        if edit is None:
            # Unchanged, or gone: a copy that says what the original says is none.
            path.unlink(missing_ok=True)
        else:
            self.app.services.keep_edit(self._demo, edit.text)
        self._problem = ""
        self.show_source(anew=True)

    def _tell(self, problem: str) -> None:
        self._problem = problem
        self._title.refresh()


def first_line(text: str) -> int:
    """The line, from 0, at which the code of a demo begins: its head is seldom what somebody wants to change."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    return body[1].lineno - 1 if len(body) > 1 else 0


def editor_command() -> list[str] | None:
    """The person's editor, as $VISUAL or $EDITOR say; else one that is there."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        try:
            return shlex.split(chosen) or None
        except ValueError:
            return [chosen]
    return next(([name] for name in EDITORS if shutil.which(name)), None)


def forgettable(edits: Edits, demo: Demo) -> str | None:
    """What to ask before the changes of `demo` are forgotten; None where there are none."""
    edit = edits.of(demo)
    if edit is None:
        return None
    change = change_of(demo.text, edit.text)
    lines = f"{change.added} added, {change.removed} taken away"
    return f"Go back to the original?\n\nYour copy ({lines}) is deleted: {edit.path}"
