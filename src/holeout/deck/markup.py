"""markdown-it, set up for decks: CommonMark, tables, strikethrough, footnotes, mathematics, and our own lines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    BlockRule = Callable[[StateBlock, int, int, bool], bool]

_LINES = r":{3,}[^\n]*|::[a-z][\w-]*::[ \t]*|\.[ ]\.[ ]\.[ \t]*|<<<[ \t]+\S[^\n]*"
_CARETS = r"|\^[ \t]*|<br>[ \t]*"
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
_DOUBLE_DASH = r"|--[ \t]*"


@lru_cache(maxsize=8)
def markdown(
    *,
    carets: bool = False,
    double_dash: bool = False,
    single_tilde: bool = False,
    definitions: bool = False,
    scripts: bool = False,
) -> MarkdownIt:
    """The parser. A line that says something to us, not to Markdown, becomes a token `mark`.

    `carets` takes mdp's `^`, `double_dash` remark's `--` for such lines; `single_tilde` strikes out between
    single tildes too. pandoc's `definitions` are lists of terms, its `scripts` are `H~2~O` and `x^2^`.
    """
    # Half of what a start costs; a first slide may come from a cache.
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415
    from mdit_py_plugins.dollarmath.index import math_block_dollar  # noqa: PLC0415
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"strikethrough_single_tilde": single_tilde})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin)
    parser.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    if definitions:
        from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415

        parser.use(deflist_plugin)
    if scripts:
        from mdit_py_plugins.subscript import sub_plugin  # noqa: PLC0415
        from mdit_py_plugins.superscript import superscript_plugin  # noqa: PLC0415

        parser.use(sub_plugin)
        parser.use(superscript_plugin)
    # Slidev and pandoc need no empty line above mathematics.
    parser.block.ruler.at(
        "math_block", _math_rule(math_block_dollar(allow_labels=False)), {"alt": _INTERRUPTED}
    )
    pattern = _LINES + (_CARETS if carets else "") + (_DOUBLE_DASH if double_dash else "")
    parser.block.ruler.before("table", "mark", _mark_rule(re.compile(pattern)), {"alt": _INTERRUPTED})
    return parser


def _math_rule(block: BlockRule) -> BlockRule:
    """The rule `block` for `$$`, made fit to be asked whether it would interrupt a paragraph."""

    def math(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:
            opening = state.bMarks[start] + state.tShift[start]
            return state.src.startswith("$$", opening) and state.src.find("$$", opening + 2) >= 0
        return block(state, start, end, silent)

    return math


def _mark_rule(pattern: re.Pattern[str]) -> BlockRule:
    """A rule that makes a token `mark` of each line that `pattern` takes whole."""

    def mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.is_code_block(start):
            return False
        found = pattern.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
        if found is None:
            return False
        if not silent:
            state.line = start + 1
            token = state.push("mark", "", 0)
            token.map = [start, state.line]
            token.content = found[0].strip()
        return True

    return mark
