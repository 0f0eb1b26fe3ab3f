"""Blocks of code, on the slide or from a file."""

from __future__ import annotations

import re
from posixpath import splitext
from typing import TYPE_CHECKING, Any

from holeout.deck.blocks import Code
from holeout.deck.fences import Fence, read_fence, read_focus, visible_code
from holeout.deck.head import read_head
from holeout.problems import Level
from holeout.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from holeout.deck.composer import Composer

    Include = Callable[[str, int], str | None]

_IMPORT = re.compile(r"<<<[ \t]+(?:@)?(?P<path>[^\s{#]+)(?:#(?P<region>[\w-]+))?[ \t]*(?P<info>.*)")
_LANGUAGES = {
    "py": "python", "rs": "rust", "js": "javascript", "ts": "typescript", "sh": "bash", "yml": "yaml", "rb": "ruby",
    "md": "markdown", "h": "c", "hpp": "cpp", "cc": "cpp", "kt": "kotlin", "cs": "csharp", "tex": "latex",
}  # fmt: skip
_INNER = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)\n(.*?)^ {0,3}\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)


def read_code(composer: Composer, info: str, content: str, first: int, last: int, include: Include) -> None:
    """Put a block of code on the slide, whose fence says `info`, from the lines `first` to `last`.

    `include` reads a file that a line of the deck names.
    """
    fence = read_fence(clean_line(info))
    text = content.removesuffix("\n")
    if fence.language == "file":
        _from_file(composer, fence, text, first, last, include)
        return
    if "magic-move" in fence.attributes and (inner := _INNER.findall(content)):
        if len(inner) > 1:
            message = f"of {len(inner)} codes that become each other, the last is shown"
            composer.problem(first, 1, message, level=Level.NOTE)
        fence, text = read_fence(clean_line(inner[-1][1])), inner[-1][2].removesuffix("\n")
    _add(composer, fence, visible_code(text, fence.language) if fence.runs else text, first, last)


def _add(composer: Composer, fence: Fence, text: str, first: int, last: int) -> None:
    if fence.wish:
        composer.ignored["runs"].setdefault(fence.wish, first)
    text = clean(text)
    common = composer.common(first, last)
    focus, missing = read_focus(fence.groups, text)
    for part in missing:
        composer.problem(
            first, 1, f"no line of this code is lit by `{part}`", "Name a line or a text that is in it."
        )
    if len(focus) > 1:
        # What was lit before keeps its place while an earlier block of the same step is gone through.
        focus = (focus[0],) * (composer.steps.last - common["step"]) + focus
        composer.steps.stay(common["step"], len(focus))
    composer.add(
        Code(
            text=text,
            language=fence.language,
            focus=focus,
            line_numbers=fence.line_numbers,
            first_line=fence.first_line,
            attributes=fence.attributes,
            **common,
        )
    )


def _from_file(composer: Composer, fence: Fence, text: str, first: int, last: int, include: Include) -> None:
    """presenterm's and lookatme's ```file blocks: YAML with a path and the lines to show."""
    head, problems = read_head(text, *composer.source.place(first + 1))
    composer.problems += problems
    path = clean_line(str(head.get("path") or ""))
    language = clean_line(str(head.get("language") or head.get("lang") or "")) or _language(path)
    start, end = _span(head)
    code = include(path, first)
    shown = (
        f"{path} (not shown)" if code is None else "\n".join(code.rstrip("\n").split("\n")[start - 1 : end])
    )
    fence = Fence(language, fence.groups, fence.line_numbers, start, fence.attributes)
    _add(composer, fence, shown, first, last)


def _span(head: dict[str, Any]) -> tuple[int, int | None]:
    """The first and last line to show; None for the last there is."""
    lines = head.get("lines")
    if not isinstance(lines, dict):
        lines = {"start": head.get("start_line"), "end": head.get("end_line")}
    start, end = lines.get("start"), lines.get("end")
    return start if isinstance(start, int) and start > 0 else 1, end if isinstance(
        end, int
    ) and end > 0 else None


def read_import(composer: Composer, text: str, line: int, include: Include) -> None:
    """Slidev's `<<< @/path#region lang {focus}`: code from a file."""
    found = _IMPORT.fullmatch(text)
    if found is None:
        return
    path = clean_line(found["path"].lstrip("/"))
    code = include(path, line)
    if code is not None and found["region"]:
        code = _region(code, found["region"])
    fence = read_fence(found["info"] if found["info"][:1].isalpha() else f"{_language(path)} {found['info']}")
    _add(composer, fence, f"{path} (not shown)" if code is None else code.rstrip("\n"), line, line)


def _region(code: str, name: str) -> str:
    """The lines between `#region name` and its `#endregion`, or all."""
    pattern = rf"^[^\n]*#?region\b[ \t]*{re.escape(name)}\b[^\n]*\n(.*?)^[^\n]*#?endregion\b"
    found = re.search(pattern, code, re.DOTALL | re.MULTILINE)
    return found[1] if found else code


def _language(path: str) -> str:
    extension = splitext(path)[1].lstrip(".").lower()
    return _LANGUAGES.get(extension, extension)
