"""LaTeX's mathematics as text: pylatexenc knows the signs, the marks above and below the line are put here."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from holeout.deck.scripts import lowered, raised
from holeout.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from pylatexenc.latex2text import LatexNodes2Text

LONGEST = 4_000
"""Characters; a longer formula stays as it was written."""
DEEPEST = 30
"""Braces within each other; deeper ones stay as they were written."""

_RELATIONS = re.compile(r"[ \t]*([=<>≤≥≠≈≡≃∼∝→←↔⇒⇐⇔↦∈∉⊂⊆⊃⊇])[ \t]*")
_OPERATORS = re.compile(r"[ \t]*([×⋅·∪∩∧∨⊕⊗±∣])[ \t]*")
_FUNCTIONS = (
    "arccos", "arcsin", "arctan", "arg", "argmax", "argmin", "cos", "cosh", "cot", "det", "dim", "exp",
    "gcd", "inf", "ker", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh",
    "softmax", "sup", "tan", "tanh",
)  # fmt: skip
# How large or where something stands, which text cannot say.
_SILENT = (
    "left", "right", "middle", "big", "bigl", "bigr", "Big", "Bigl", "Bigr", "bigg", "Bigg", "biggl",
    "biggr", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag",
)  # fmt: skip
_CALLED = re.compile(rf"\b({'|'.join(_FUNCTIONS)}) (?=[(_^\u2080-\u209c])")
_JOINED = re.compile(r"[\s+\-−·×⋅/=,]")
_MINUS = str.maketrans({"−": "-", "∣": "|"})


def formula(text: str) -> str:
    """`text`, LaTeX's mathematics, as it reads; as it was written where that cannot be told."""
    return _formula(text) if len(text) <= LONGEST and _depth(text) <= DEEPEST else text


@lru_cache(maxsize=512)
def _formula(text: str) -> str:
    try:
        said = _converter().latex_to_text(text, tolerant_parsing=True)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        # A library's slip over one formula must not cost the slide.
        return text
    lines = (" ".join(_spaced(line).split()) for line in said.split("\n"))
    return clean("\n".join(filter(None, lines))) or text


def _spaced(line: str) -> str:
    line = _OPERATORS.sub(r" \1 ", _RELATIONS.sub(r" \1 ", line)).translate(_MINUS)
    return _CALLED.sub(r"\1", line)


def _depth(text: str) -> int:
    deepest = depth = 0
    for found in re.finditer(r"[{}]|\\(?:begin|left|sqrt|frac)\b", text):
        depth = max(0, depth + (-1 if found[0] == "}" else 1))
        deepest = max(deepest, depth)
    return deepest


@cache
def _converter() -> LatexNodes2Text:
    # Twenty milliseconds that a deck without formulas need not pay.
    from pylatexenc.latex2text import (  # noqa: PLC0415
        LatexNodes2Text,
        MacroTextSpec,
        SpecialsTextSpec,
        get_default_latex_context_db,
    )

    signs = get_default_latex_context_db()
    macros = [
        MacroTextSpec(name, simplify_repl=_of(_fraction)) for name in ("frac", "dfrac", "tfrac", "cfrac")
    ]
    macros += [MacroTextSpec("binom", simplify_repl=_of("C({0}, {1})".format))]
    macros += [MacroTextSpec("sqrt", simplify_repl=_root)]
    macros += [MacroTextSpec("operatorname", simplify_repl=_of(lambda *said: f"{said[-1]} "))]
    macros += [MacroTextSpec(name, simplify_repl=f"{name} ") for name in _FUNCTIONS]
    macros += [MacroTextSpec(name, simplify_repl="") for name in _SILENT]
    macros += [MacroTextSpec("mid", simplify_repl=" | "), MacroTextSpec("|", simplify_repl="‖")]
    scripts = [
        SpecialsTextSpec("^", simplify_repl=_script(raised)),
        SpecialsTextSpec("_", simplify_repl=_script(lowered)),
    ]
    # What is not known is named rather than lost.
    signs.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=lambda node: f"{node.macroname} "))
    signs.add_context_category("holeout", prepend=True, macros=macros, specials=scripts)
    return _Reader(LatexNodes2Text(latex_context=signs, math_mode="text", keep_comments=False))


class _Reader:
    """latex2text with a parser that takes `^` and `_` for what they are."""

    def __init__(self, writer: LatexNodes2Text) -> None:
        from pylatexenc.latexwalker import get_default_latex_context_db  # noqa: PLC0415
        from pylatexenc.macrospec import MacroStandardArgsParser, SpecialsSpec, std_macro  # noqa: PLC0415

        self._writer = writer
        self._context = get_default_latex_context_db()
        argument = MacroStandardArgsParser("{")
        self._context.add_context_category(
            "holeout",
            prepend=True,
            macros=[
                *(std_macro(name, False, 2) for name in ("dfrac", "tfrac", "cfrac", "binom")),
                std_macro("operatorname", True, 1),
            ],
            specials=[SpecialsSpec("^", argument), SpecialsSpec("_", argument)],
        )

    def latex_to_text(self, text: str, **options: Any) -> str:
        from pylatexenc.latexwalker import LatexWalker  # noqa: PLC0415

        walker = LatexWalker(text, latex_context=self._context, **options)
        state = walker.make_parsing_state(in_math_mode=True)
        nodes = walker.get_latex_nodes(parsing_state=state)[0]
        said: str = self._writer.nodelist_to_text(nodes)
        return said


def _of(say: Callable[..., str]) -> Callable[..., str]:
    """What `say` makes of a macro's arguments."""

    def said(node: Any, l2tobj: LatexNodes2Text) -> str:
        arguments = node.nodeargd.argnlist if node.nodeargd else []
        return say(*(l2tobj.nodelist_to_text([argument]).strip() for argument in arguments if argument))

    return said


def _fraction(above: str = "", below: str = "") -> str:
    return f"{_apart(above)}/{_apart(below)}"


def _apart(text: str) -> str:
    """`text` in brackets, unless it holds together without them."""
    return f"({text})" if _JOINED.search(text) else text


def _root(node: Any, l2tobj: LatexNodes2Text) -> str:
    degree, radicand = (
        l2tobj.nodelist_to_text([argument]).strip() if argument else ""
        for argument in (node.nodeargd.argnlist if node.nodeargd else [None, None])
    )
    under = radicand if len(radicand) == 1 or radicand.isdigit() else f"({radicand})"
    return f"{raised(degree).removeprefix('^')}√{under}"


def _script(move: Callable[[str], str]) -> Callable[..., str]:
    def said(node: Any, l2tobj: LatexNodes2Text) -> str:
        arguments = node.nodeargd.argnlist if node.nodeargd else []
        text = "".join(l2tobj.nodelist_to_text([argument]) for argument in arguments if argument)
        moved = move(_spaced(" ".join(text.split())).strip())
        return f"{moved} " if moved == "^∞" else moved

    return said
