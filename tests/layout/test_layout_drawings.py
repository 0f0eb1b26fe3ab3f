"""Formulas and diagrams as text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from holeout.deck.blocks import Code
from holeout.deck.reader import read_deck
from holeout.layout.drawings import MOST_ARROWS, drawing
from holeout.layout.formulas import formula
from holeout.layout.page import lay_out
from holeout.layout.styled import line_cells, plain_text
from holeout.layout.views import Surroundings
from holeout.text import clean


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"x^2 + y_i", "x² + yᵢ"),
        (r"e^{-x}", "e⁻ˣ"),
        (r"w_{t+1} \leftarrow w_t", "wₜ₊₁ ← wₜ"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\sqrt{x^2+1} \le \sqrt[3]{8}", "√(x²+1) ≤ ³√8"),
        (r"P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}", "P(A | B) = (P(B | A) P(A))/P(B)"),
        (r"\hat{y} = \operatorname{softmax}(Wx)", "ŷ = softmax(Wx)"),
        (r"x \in \mathbb{R}^{d}", "x ∈ ℝᵈ"),
        (r"\lim_{n \to \infty} \log n", "lim_(n → ∞) log n"),
        (r"\left( \frac{1}{n} \right)", "( 1/n )"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b\nc = d"),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "[ 1 2; 3 4 ]"),
        (r"\nosuchmacro{x}", "nosuchmacro x"),
        ("plain", "plain"),
    ],
)
def test_a_formula_reads_as_it_is_meant(written: str, read: str) -> None:
    assert formula(written) == read


@pytest.mark.parametrize(
    "text", ["", " ", "%", "^", r"\frac", r"\begin{x}", "{" * 500, "x" * 9000, r"\sqrt" * 900]
)
def test_what_is_no_formula_stays_readable(text: str) -> None:
    assert formula(text) or not text.strip("%")


def test_a_formula_reads_no_files(tmp_path) -> None:
    (tmp_path / "secret.tex").write_text("token")
    assert "token" not in formula(rf"\input{{{tmp_path}/secret.tex}} \include{{{tmp_path}/secret}}")


@given(st.text(alphabet="\\{}^_&$%[]()abxfrcsqtegin1+- \n", max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_formula_raises(text: str) -> None:
    formula(text)


def shown(text: str, width: int = 80) -> str:
    page = lay_out(read_deck(text, "deck.md").slide(0), 0, width, 40, Surroundings())
    assert all(line_cells(line) <= width for line in page.lines)
    return "\n".join(map(plain_text, page.lines))


def test_formulas_are_read_in_text_in_tables_and_on_lines_of_their_own() -> None:
    text = "a $x^2$ b\n\n| h |\n|--:|\n| $x^2$ |\n| long |\n\n$$\n\\alpha\n\\le \\beta\n$$\n"
    assert "a x² b" in shown(text)
    assert "\n     x²\n" in shown(text)
    assert "α ≤ β" in shown(text)


def test_a_formula_that_is_too_long_goes_on_below() -> None:
    assert "+ y" in shown("$$\n" + "x + " * 40 + "y\n$$", 50)


def test_latex_that_is_to_be_read_as_code_stays_code() -> None:
    assert r"\frac{a}{b}" in shown("```latex\n\\frac{a}{b}\n```")
    assert "a/b" in shown("```latex +render\n\\frac{a}{b}\n```")


ROW = "graph LR\n  A[Collect] --> B{Good?}\n  B -->|yes| C[Train]\n"


def test_a_small_flowchart_is_drawn_and_turned_where_it_is_too_wide() -> None:
    text = f"```mermaid\n{ROW}```"
    wide, narrow = shown(text), shown(text, 34)
    assert "│ Collect ├───►│ Good? ├───►│ Train │" in wide
    assert "yes" in wide
    assert narrow.index("Collect") < narrow.index("Good?") < narrow.index("Train")
    assert len(narrow.strip().split("\n")) > len(wide.strip().split("\n"))


@pytest.mark.parametrize(
    "body",
    [
        'pie\n "a": 3\n',
        "graph LR\n" + "".join(f" a{n} --> a{n + 1}\n" for n in range(MOST_ARROWS + 1)),
        "graph LR\n a & b & c --> d & e & f & g --> h\n",
        "graph LR\n A[" + "x" * 2000 + "]\n",
        "nothing of the kind\n",
    ],
    ids=["kind", "arrows", "joined", "long", "nonsense"],
)
def test_a_diagram_that_is_not_drawn_is_shown_as_its_text_with_its_kind(body: str) -> None:
    page = shown(f"```mermaid\n{body}```")
    assert "Mermaid diagram" in page
    assert body.split("\n", maxsplit=1)[0] in page


@pytest.mark.parametrize(("language", "name"), [("d2", "D2"), ("plantuml", "PlantUML"), ("dot", "Graphviz")])
def test_other_diagrams_say_what_they_are(language: str, name: str) -> None:
    assert f"{name} diagram\n" in shown(f"```{language}\na -> b\n```")


def test_a_diagram_whose_lines_are_lit_one_by_one_stays_text() -> None:
    assert "A[Collect] --> B" in shown(f"```mermaid {{1|2}}\n{ROW}```")


LINES = st.sampled_from(
    ["graph TD", "graph LR", "flowchart BT", "sequenceDiagram", "stateDiagram-v2", "A --> B", "B -->|x| A",
     "subgraph s", "end", "A & B --> C", "[*] --> A", "A->>B: hi", "loop x", "Note over A: x", "A[日本", "A[#27;]",
     "style A fill:#f00", "%% c", "A:::x", "-->", "direction LR", "A -.-> A", "participant A"]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=8), st.integers(1, 90))
@settings(max_examples=100, deadline=None)
@example(["graph TD", "0\xa00"], 6)
def test_no_diagram_raises_or_is_wider_than_it_may_be(rows: list[str], width: int) -> None:
    drawn = drawing(Code(text="\n".join(rows), language="mermaid"), width)
    assert drawn is None or all(line_cells(line) <= width for line in drawn)
    assert drawn is None or all(clean(text, keep="") == text for line in drawn for text, _ in line)
