"""Markdown and HTML to Blocks."""

from __future__ import annotations

import pytest
from deck_outline import lines_of, text_of

from holeout.deck.blocks import Columns, Footnotes, Heading, Image, Mark, Paragraph, Quote, Span, Table
from holeout.deck.reader import read_deck
from holeout.problems import Level


def slide(text: str, dialect: str | None = None):
    return read_deck(text, "deck.md", dialect=dialect).slide(0)


def shown(text: str, dialect: str | None = None) -> list[str]:
    """The slide's Blocks, a line each, without lines and steps."""
    return [
        line[6:].replace(" 0 ", " ", 1).removeprefix("0 ") for line in lines_of(slide(text, dialect).blocks)
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**b** *i* ~~s~~ `c`", "*b* _i_ ~s~ `c`"),
        ("***both***", "*_both_*"),
        ("a\nb", "a b"),
        ("a  \nb\\\nc", "a⏎b⏎c"),
        ("a<br>b<br/>c", "a⏎b⏎c"),
        ("[link](http://x) <http://y>", "[link](http://x) [http://y](http://y)"),
        ("[](http://x)", "[http://x](http://x)"),
        ("$x^2$ costs $5 or $10", "$x^2$ costs $5 or $10"),
        (":rocket: :+1: :nonsense_name: 10:30:45", "🚀 👍 :nonsense_name: 10:30:45"),
        ("`:rocket:`", "`:rocket:`"),
        ("&copy; \\*no\\*", "© *no*"),
        ("<b>b</b> <i>i</i> <u>u</u> <s>s</s> <kbd>k</kbd>", "*b* _i_ =u= ~s~ `k`"),
        (
            '<span style="color: red">r</span> <span style="color:#0f0; font-size: 2em">g</span>',
            "{red r} {#0f0 g}",
        ),
        ('<a href="http://x">a</a> <em>x **y**</em>', "[a](http://x) _x _*_y_*"),
        ("a <unknown>b</unknown> c", "a b c"),
        ("a <!-- nothing --> b", "a  b"),
        ("x <carbon:edit /> y", "x  y"),
    ],
)
def test_running_text_keeps_its_styles(text: str, read: str) -> None:
    assert text_of(slide(text).blocks[0].text) == read


def test_marp_and_mdp_keep_line_breaks() -> None:
    assert shown("---\nmarp: true\n---\na\nb") == ["P a⏎b"]


def test_presenterm_strikes_out_between_single_tildes() -> None:
    assert shown("~a~ b", "presenterm") == ["P ~a~ b"]
    assert slide("~a~ b").blocks[0].text == (Span("~a~ b"),)


@pytest.mark.parametrize(("text", "level"), [("# A", 1), ("### A ###", 3), ("A\n===", 1), ("A\n------", 2)])
def test_headings_of_both_kinds(text: str, level: int) -> None:
    heading = slide(text).blocks[0]
    assert isinstance(heading, Heading)
    assert (heading.level, text_of(heading.text)) == (level, "A")


def test_presenterms_underlined_headings_are_titles_of_equal_rank() -> None:
    assert shown("A\n---\n\ntext", "presenterm") == ["H1 A", "P text"]


def test_a_table_knows_its_alignment_and_the_lines_of_its_rows() -> None:
    (table,) = slide("| a | *b* | c |\n|:-|:-:|-:|\n| 1 | 2 | `x` |\n| 3 | 4 | 5 |").blocks
    assert isinstance(table, Table)
    assert [a.value for a in table.alignments] == ["left", "center", "right"]
    assert [row.lines for row in table.rows] == [(3, 3), (4, 4)]
    assert table.header[1] == (Span("b", Mark.ITALIC),)


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("a picture", ("a picture", "", "")),
        ("image:width:50%", ("", "50%", "")),
        ("image:w:50% what it is", ("what it is", "50%", "")),
        ("w:40%", ("", "40%", "")),
        ("w:60 h:20", ("", "60", "20")),
        ("width:640px height:360px", ("", "50%", "50%")),
        ("fit for use", ("fit for use", "", "")),
    ],
)
def test_a_picture_says_its_size_in_its_description(alt: str, expected: tuple[str, str, str]) -> None:
    (image,) = slide(f"![{alt}](x.png)").blocks
    assert isinstance(image, Image)
    assert (image.alt, image.width, image.height) == expected


def test_marp_counts_bare_sizes_in_pixels() -> None:
    assert shown("---\nmarp: true\n---\n![w:320](x.png)") == ["image x.png '' 25% -"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img src="x.png" width="80%" alt="A">', ["image x.png 'A' 80% -"]),
        ('text <img src="x.png" width="640">', ["P text", "image x.png '' 50% -"]),
        ("![](x.png){width=25%}", ["image x.png '' 25% -"]),
        ("![](x.png){ width=25% } more", ["image x.png '' 25% -", "P more"]),
        ("a ![](x.png) b", ["P a", "image x.png '' - -", "P b"]),
        ("[![badge](x.png)](http://y)", ["image x.png 'badge' - -"]),
        ("# A ![logo](x.png)", ["H1 A [_logo_](x.png)"]),
    ],
)
def test_pictures_come_out_of_the_text(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_images_prefix_can_be_changed() -> None:
    text = "---\noptions: {image_attributes_prefix: ''}\n---\n![width:30%](x.png)"
    assert shown(text, "presenterm")[-1] == "image x.png '' 30% -"


class TestBackgrounds:
    def test_at_one_side_stand_beside_the_slide(self) -> None:
        (columns,) = slide("# A\n\n![bg left:40%](x.png)\n\ntext").blocks
        assert isinstance(columns, Columns)
        assert columns.weights == (40, 60)
        assert [type(block) for block in columns.columns[0]] == [Image]
        assert [type(block) for block in columns.columns[1]] == [Heading, Paragraph]

    def test_at_both_sides_leave_the_middle(self) -> None:
        (columns,) = slide("![bg left:30%](x.png) ![bg right:30% blur:2px](y.png)\n\ntext").blocks
        assert columns.weights == (30, 40, 30)

    def test_behind_the_text_are_left_out_and_reported(self) -> None:
        found = slide("![bg cover](x.png)\n\n# A")
        assert [type(block) for block in found.blocks] == [Heading]
        assert [problem.level for problem in found.problems] == [Level.NOTE]


def test_tasks_alerts_and_quotes() -> None:
    assert shown("- [x] a\n- [ ] b\n- [y] c") == [
        "bullets", "  item done", "    P a", "  item open", "    P b", "  item", "    P [y] c",
    ]  # fmt: skip
    for kind in ("note", "tip", "important", "warning", "caution"):
        (quote,) = slide(f"> [!{kind.upper()}]\n> text").blocks
        assert isinstance(quote, Quote)
        assert (quote.kind, text_of(quote.blocks[0].text)) == (kind, "text")
    assert slide("> [!other]\n> text").blocks[0].kind == ""


def test_lists_know_their_start_and_their_looseness() -> None:
    assert shown("3. a\n4. b") == ["numbers from 3", "  item", "    P a", "  item", "    P b"]
    assert shown("- a\n\n- b")[0] == "bullets loose"


def test_footnotes_stand_at_the_foot_even_when_written_on_another_slide() -> None:
    deck = read_deck("a[^x] b[^y]\n\n[^y]: here *it* is\n\n---\n\n[^x]: elsewhere", "deck.md")
    *_, notes = deck.slide(0).blocks
    assert isinstance(notes, Footnotes)
    assert [(label, text_of(text)) for label, text in notes.notes] == [
        ("x", "elsewhere"),
        ("y", "here _it_ is"),
    ]
    assert text_of(deck.slide(0).blocks[0].text) == "a[x] b[y]"


def test_links_may_be_defined_on_another_slide() -> None:
    deck = read_deck("[a] and [b][c]\n\n---\n\n[A]: http://a\n[c]: <http://c> 'title'\n", "deck.md")
    assert text_of(deck.slide(0).blocks[0].text) == "[a](http://a) and [b](http://c)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\nx\n$$", "+render 'x'"),
        ("Block\n$$\nx\n$$", "+render 'x'"),
        ("$$ {1|2}\nx\ny\n$$", "{1|2} +render 'x\\ny'"),
    ],
)
def test_mathematics_stays_readable(text: str, expected: str) -> None:
    assert shown(text)[-1] == f"code latex {expected}"


class TestHtml:
    def test_blocks_keep_their_text(self) -> None:
        text = "<div class=x>\n<h2>Head</h2>\n<p>one <b>bold</b><br>two</p>\n<ul><li>a</li><li>b</li></ul>\n</div>"
        assert shown(text) == ["H2 Head", "P one *bold*⏎two", "P • a", "P • b"]

    def test_markdown_within_is_read(self) -> None:
        assert shown("<div>\n\n# A\n\n- b\n\n</div>") == ["H1 A", "bullets", "  item", "    P b"]

    def test_style_and_script_are_left_out(self) -> None:
        assert shown("<style>\np { color: red }\n\n# no\n</style>\n\n# A\n<script>x</script>") == ["H1 A"]

    def test_what_is_lost_is_reported_once(self) -> None:
        (problem,) = slide("# A\n\n<div>x</div>\n\n<Tweet/> <div>y</div>\n\n<b>fine</b><br>").problems
        assert (problem.line, problem.level) == (3, Level.NOTE)
        assert "<div>" in problem.message
        assert "<tweet>" in problem.message

    def test_a_break_alone_leaves_a_line(self) -> None:
        assert shown("a\n\n<br>\n\nb") == ["P a", "gap 1", "P b"]

    def test_comments_within_are_obeyed(self) -> None:
        assert shown("<div>\na <!-- pause --> b\n</div>") == ["P a", "1 P b"]


class TestDivs:
    def test_columns_of_pandoc_and_prezo(self) -> None:
        for inner in ("::: column 30", '::: {.column width="30%"}'):
            (columns,) = slide(f"::: columns\n{inner}\na\n:::\n::: column\nb\n:::\n:::").blocks
            assert columns.weights == (30, 70)
            assert [len(column) for column in columns.columns] == [1, 1]

    def test_boxes_sides_gaps_and_dividers(self) -> None:
        text = '::: box "T"\na\n:::\n\n::: center\nb\n:::\n\n::: spacer 2\n:::\n\n::: divider\n:::\n\nc'
        assert shown(text) == ["quote", "  P *T*", "  P a", "P b center", "gap 2", "rule", "P c"]

    def test_admonitions(self) -> None:
        assert shown("::: warning\na\n:::\n\n::: danger\nb\n:::") == [
            "quote warning",
            "  P a",
            "quote caution",
            "  P b",
        ]

    def test_what_is_not_known_keeps_its_text(self) -> None:
        assert shown("::: whatever {x=y}\n- a\n:::\n\nb") == ["bullets", "  item", "    P a", "P b"]

    def test_an_end_without_a_beginning_is_reported(self) -> None:
        (problem,) = slide("a\n\n:::\n").problems
        assert (problem.line, problem.level) == (3, Level.NOTE)

    def test_in_code_they_are_code(self) -> None:
        assert shown("```\n::: center\n. . .\n```") == ["code - '::: center\\n. . .'"]

    def test_slidevs_slots_make_columns(self) -> None:
        text = "---\nlayout: {}\n---\n# A\n\n- b\n\n::right::\n\nc\n"
        assert shown(text.format("two-cols"))[0] == "columns (1, 1) of [2, 1] blocks"
        header = (
            "---\nlayout: two-cols-header\n---\n# A\n\n::left::\n\nb\n\n::right::\n\nc\n\n::bottom::\n\nd"
        )
        assert shown(header) == ["H1 A", "columns (1, 1) of [1, 1] blocks", "  P b", "  P c", "P d"]


def test_slidevs_layouts_are_followed_where_a_terminal_can() -> None:
    assert shown("---\nlayout: image-left\nimage: x.png\n---\n# A")[0] == "columns (1, 1) of [1, 1] blocks"
    assert shown("---\nlayout: iframe\nurl: https://x.org\n---\n# A") == [
        "H1 A",
        "P [https://x.org](https://x.org)",
    ]
    assert shown("---\nlayout: section\n---\n# A") == ["jumptomiddle", "H1 A center"]


def test_slidev_takes_yaml_in_a_fence_at_the_top_for_the_slides_own() -> None:
    text = (
        "---\nlayout: cover\n---\n# A\n\n---\n\n```yaml\nlayout: center\n```\n\n# B\n\n```yaml\na: b\n```\n"
    )
    deck = read_deck(text, "deck.md")
    assert [type(block).__name__ for block in deck.slide(1).blocks] == ["JumpToMiddle", "Heading", "Code"]
    assert deck.slide(1).blocks[1].lines == (12, 12)


def test_mdp_centres_what_stands_between_arrows() -> None:
    assert shown("%title: x\n\n-> # A <-\n\n-> b\n\nc -> d") == ["H1 A center", "P b center", "P c -> d"]


def test_rules_within_lists_are_seen() -> None:
    assert shown("- a\n\n  ---\n") == ["bullets loose", "  item", "    P a", "    rule"]


def test_lines_are_those_of_the_file_whatever_comes_before() -> None:
    deck = read_deck("---\na: b\n---\n\n# A\n\n---\ntitle: x\n---\n\ntext\nmore\n\n- item\n", "deck.md")
    assert [block.lines for block in deck.slide(1).blocks] == [(11, 12), (14, 14)]
    assert deck.slide(1).line == 11


def test_terms_and_what_they_mean_are_a_list() -> None:
    assert shown("Term *x*\n: one\n: two\n\n  more") == [
        "bullets", "  item", "    P *Term **_x_*", "    bullets", "      item", "        P one", "      item",
        "        P two", "        P more",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("x<sup>2</sup> H<sub>2</sub>O", "x² H₂O"),
        ("a<sup>not there</sup>", "aⁿᵒᵗᵗʰᵉʳᵉ"),
        ("a<sub>Q!</sub>", "a_(Q!)"),
        ("a <sup>open", "a open"),
    ],
)
def test_what_stands_above_and_below_the_line(text: str, read: str) -> None:
    assert text_of(slide(text).blocks[0].text) == read


def test_pandoc_writes_scripts_with_signs() -> None:
    assert shown("---\npatat: {}\n---\nH~2~O x^2^ ~~no~~") == ["P H₂O x² ~no~"]


@pytest.mark.parametrize(
    "heading", ["# A {#id .class}", "# A {.x key=value}", "A {#id}\n===", "## A {k=v} ##"]
)
def test_attributes_of_headings_are_not_read_out(heading: str) -> None:
    found = slide(heading)
    assert found.title == "A"
    assert text_of(found.blocks[0].text) == "A"


def test_braces_that_are_no_attributes_stay() -> None:
    assert slide("# Use {x} and {y: 1}").title == "Use {x} and {y: 1}"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ('<a href="https://x.org/ä b">x</a>', "https://x.org/%C3%A4%20b"),
        ('<a href="javascript:alert(1)">x</a>', ""),
        ('<a href="file:///etc/passwd">x</a>', ""),
        ('<Link to="3">x</Link>', "#3"),
        ("[x](<https://x.org/a b>)", "https://x.org/a%20b"),
    ],
)
def test_addresses_are_those_that_a_terminal_may_have(text: str, link: str) -> None:
    assert slide(text).blocks[0].text[0].link == link


class TestRemark:
    def test_properties_are_settings_of_the_slide(self) -> None:
        deck = read_deck(
            "class: center, middle\nname: first\n\n# A\n\n---\nexclude: true\n\n# B\n\n---\n\n# C", "d.md"
        )
        assert deck.titles() == ["A", "C"]
        assert shown("class: middle\n\n# A", "remark") == ["jumptomiddle", "H1 A center"]

    def test_classes_around_words_are_taken_off_but_not_in_code(self) -> None:
        text = "a .red[b *c* .big[d]] e.g.[x] `.no[t]`\n\n```\n.no[t]\n```"
        assert shown(text, "remark") == ["P a b _c_ d e.g.[x] `.no[t]`", "code - '.no[t]'"]

    def test_halves_stand_side_by_side(self) -> None:
        text = ".left-column[\n# L\n]\n.right-column[\nr\n]\n\nbelow"
        assert shown(text, "remark") == ["columns (1, 1) of [1, 1] blocks", "  H1 L", "  P r", "P below"]

    def test_a_line_in_the_class_center_is_centred(self) -> None:
        assert shown(".center[a]\n\nb", "remark") == ["P a center", "P b"]


class TestRunning:
    TEXT = (
        "---\nmarp: true\nheader: H\nfooter: F\n---\n# A\n\n---\n\n<!-- header: '' -->\n<!-- _footer: once -->\n# B\n"
        "\n---\n\n<!-- class: lead\nfooter: G -->\n# C\n\n```\n<!-- footer: code -->\n```\n\n---\n\n"
        "<!-- _class: x -->\n# D"
    )

    def test_headers_and_footers_hold_from_their_slide_on_or_once(self) -> None:
        deck = read_deck(self.TEXT, "d.md")
        slides = [deck.slide(index) for index in range(len(deck))]
        assert [(slide.header, slide.foot) for slide in slides] == [
            ("H", "F"),
            ("", "once"),
            ("", "G"),
            ("", "G"),
        ]

    def test_the_class_lead_centres_until_another_class_comes(self) -> None:
        deck = read_deck(self.TEXT, "d.md")
        centred = [
            any(type(b).__name__ == "JumpToMiddle" for b in deck.slide(n).blocks) for n in range(len(deck))
        ]
        assert centred == [False, False, True, False]
        assert [p.message for p in deck.slide(3).problems] == ["settings that have no effect here: _class"]

    def test_other_tools_have_none(self) -> None:
        slide = read_deck("---\npatat: {}\nfooter: F\n---\n# A\n\n<!-- header: H -->", "d.md").slide(0)
        assert (slide.header, slide.foot, [note.text for note in slide.notes]) == ("", "", ["header: H"])


@pytest.mark.parametrize(
    ("fence", "wish"),
    [
        ("bash +exec", "+exec"),
        ("python +pty:80:20", "+pty:80:20"),
        ("terminal8", "terminal8"),
        ("ts {monaco-run}", "monaco-run"),
    ],
)
def test_code_that_another_tool_would_run_is_told(fence: str, wish: str) -> None:
    (problem,) = slide(f"# A\n\n```{fence}\nx\n```").problems
    assert (problem.line, problem.level, problem.message) == (
        3,
        Level.NOTE,
        f"code is shown, not run: {wish}",
    )


def test_settings_within_settings_that_have_no_effect_are_told() -> None:
    (problem,) = read_deck("---\ntitle: T\npatat: {slideLevel: 1, wrap: true}\n---\n# A", "d.md").problems
    assert (problem.line, problem.message) == (3, "settings that have no effect here: patat.wrap")


def test_a_slide_on_which_the_parser_fails_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("markdown_it.MarkdownIt.parse", lambda *_: {}["missing"])
    unread = slide("# A\n\nwords")
    assert text_of(unread.blocks[0].text) == "# A⏎⏎words"
    assert "cannot be read as Markdown" in unread.problems[0].message


def test_a_fault_of_our_own_is_not_taken_for_one_of_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holeout.deck.slides.Parser.walk", lambda *_: {}["missing"])
    with pytest.raises(KeyError):
        slide("# A")
