"""The one registry of what keys do: bindings, help, footer, palette and the table in the README read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

from holeout.presenting.key_names import key_name

if TYPE_CHECKING:
    from collections.abc import Mapping


class Context(StrEnum):
    """Where a Command's keys are heard."""

    ANYWHERE = auto()
    SLIDES = auto()
    OVERVIEW = auto()
    MAP = auto()
    STAGE = auto()
    LISTS = auto()
    PITFALL = auto()
    FAVOURITES = auto()
    DEMO = auto()
    SOURCE = auto()
    ASSESS = auto()
    RESULT = auto()
    DESK = auto()
    SUGGESTIONS = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can do. `keys` are Textual key names, the first the one that is shown."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    context: Context
    footer: bool = False
    """Whether the footer of its context offers it."""
    drives: str = ""
    """The Command that a key of the desk has the presenter do."""


DIGITS = tuple("1234567890")
_S, _M, _L, _A, _O = Context.SLIDES, Context.MAP, Context.LISTS, Context.ANYWHERE, Context.OVERVIEW
_D, _G = Context.DESK, Context.SUGGESTIONS

COMMANDS: tuple[Command, ...] = (
    Command(
        "next",
        ("right", "space", "pagedown", "l", "j", "down", "enter"),
        "Next",
        "Reveal the next step, or turn to the next slide",
        _S,
        footer=True,
    ),
    Command(
        "previous",
        ("left", "backspace", "pageup", "h", "k", "up"),
        "Back",
        "Undo the last step, or turn back",
        _S,
    ),
    Command(
        "next_slide",
        ("ctrl+right", "greater_than_sign"),
        "Next slide",
        "Turn to the next slide, whatever is still to be revealed",
        _S,
    ),
    Command(
        "previous_slide",
        ("ctrl+left", "less_than_sign"),
        "Previous slide",
        "Turn to the slide before, as it opens",
        _S,
    ),
    Command("first", ("home",), "First slide", "Go to the first slide", _S),
    Command("last", ("end", "G"), "Last slide", "Go to the last slide", _S),
    Command("show_all", ("s",), "Show all", "Reveal everything on this slide", _S),
    Command("go_to", ("g",), "Go to", "Go to a slide by its number or title", _S, footer=True),
    Command(
        "find",
        ("slash",),
        "Find",
        "Search the talk: slides, notes, stages, pitfalls and tools",
        _A,
        footer=True,
    ),
    Command("overview", ("o",), "Overview", "See all slides at a glance", _S),
    Command("links", ("tab",), "Links", "See where the links of this slide lead, and open one", _S),
    Command("back_to", ("u",), "Where we were", "Go back to where you were before the last jump", _S),
    Command("map", ("m",), "Map", "Open the lifecycle map", _A, footer=True),
    Command(
        "demo",
        ("d",),
        "Demo",
        "Run the demo of this slide in it, then give it the keys; or choose a demo",
        _A,
        footer=True,
    ),
    Command("favourites", ("f",), "Favourites", "Your favourite tools: add, edit, remove", _A, footer=True),
    Command(
        "demo_page", ("D",), "Demo's page", "Open the page of this slide's demo: prepare, edit, recording", _S
    ),
    Command(
        "take_demo_away", ("x",), "Stop demo", "Stop the demo in this slide; once more takes it away", _S
    ),
    Command("notes", ("n",), "Text", "Show or hide the spoken text", _S, footer=True),
    Command("margin", ("N",), "Your note", "Write a note of your own beside this slide", _S),
    Command(
        "next_chapter",
        ("right_square_bracket",),
        "Next chapter",
        "Go to the first slide of the next stage",
        _S,
    ),
    Command(
        "previous_chapter",
        ("left_square_bracket",),
        "Chapter before",
        "Go to where this stage's slides begin, or those of the stage before",
        _S,
    ),
    Command("sources", ("c",), "Sources", "See where this slide's figures are from", _S),
    Command("blank", ("b", "full_stop"), "Blank", "Blank the screen, and back", _S),
    Command("clock", ("t",), "Clock", "Start or pause the clock", _S),
    Command("clock_reset", ("0",), "Clock to zero", "Set the clock back to zero", _S),
    Command("select_next", ("down", "j"), "Down", "Choose the next entry", _L),
    Command("select_previous", ("up", "k"), "Up", "Choose the entry before", _L),
    Command("page_down", ("pagedown", "space"), "Page down", "Scroll down by a page", _L),
    Command("page_up", ("pageup",), "Page up", "Scroll up by a page", _L),
    Command("select_first", ("home",), "First", "Choose the first entry", _L),
    Command("select_last", ("end", "G"), "Last", "Choose the last entry", _L),
    Command("open", ("enter", "right", "l"), "Open", "Open what is chosen", _L, footer=True),
    Command("tile_right", ("right", "l"), "Right", "Choose the next slide", _O),
    Command("tile_left", ("left", "h"), "Left", "Choose the slide before", _O),
    Command("tile_down", ("down", "j"), "Down", "Choose the slide below", _O),
    Command("tile_up", ("up", "k"), "Up", "Choose the slide above", _O),
    Command("tiles_down", ("pagedown",), "Page down", "A screen of slides further on", _O),
    Command("tiles_up", ("pageup",), "Page up", "A screen of slides back", _O),
    Command("tile_first", ("home",), "First", "Choose the first slide", _O),
    Command("tile_last", ("end", "G"), "Last", "Choose the last slide", _O),
    Command("open_tile", ("enter", "space"), "Go there", "Go to the chosen slide", _O, footer=True),
    Command("close_overview", ("escape", "q", "o"), "Back", "Close the overview", _O, footer=True),
    Command("stage_next", ("down", "j"), "Next stage", "Choose the next stage", _M),
    Command("stage_previous", ("up", "k"), "Previous stage", "Choose the stage before", _M),
    Command("stage_first", ("home",), "First stage", "Choose the first stage", _M),
    Command("stage_last", ("end", "G"), "Last stage", "Choose the last stage", _M),
    Command(
        "follow", ("right", "l"), "Follow", "Follow the work to a stage that this one feeds", _M, footer=True
    ),
    Command(
        "follow_back",
        ("left", "h"),
        "Comes back",
        "Follow the work back to an earlier stage",
        _M,
        footer=True,
    ),
    Command("another_edge", ("tab",), "Another edge", "Take another edge from where the last one began", _M),
    Command("return_along", ("backspace",), "Return", "Go back to where the last edge began", _M),
    Command("open_stage", ("enter", "space"), "Open", "Open the stage", _M, footer=True),
    Command(
        "open_number",
        DIGITS,
        "Open by number",
        "Open the stage with this number; 1 waits for a second digit, or for Enter",
        _M,
    ),
    Command(
        "turn_map",
        ("t",),
        "Tools",
        "Show the tools, at the talk and since, and the holes again",
        _M,
        footer=True,
    ),
    Command("close_map", ("escape", "q"), "Back", "Close the map", _M, footer=True),
    Command("open_pitfall", DIGITS, "Open by number", "Open the pitfall with this number", Context.STAGE),
    Command(
        "add_favourite",
        ("a",),
        "Add favourite",
        "Record a favourite for what is chosen",
        Context.PITFALL,
        footer=True,
    ),
    Command(
        "open_source", ("o",), "Open source", "Open the chosen source or tool in a browser", Context.PITFALL
    ),
    Command("to_slide", ("s",), "Slide", "Go to the slide that is about this", Context.PITFALL, footer=True),
    Command(
        "copy_reference",
        ("y",),
        "Cite",
        "Copy the reference of the chosen source, or of all on the page",
        Context.PITFALL,
        footer=True,
    ),
    Command("copy_bibtex", ("Y",), "BibTeX", "Copy the same for BibTeX", Context.PITFALL),
    Command(
        "new_favourite",
        ("a", "insert"),
        "Add",
        "Record a favourite from scratch",
        Context.FAVOURITES,
        footer=True,
    ),
    Command(
        "edit_favourite",
        ("e", "enter"),
        "Edit",
        "Change the chosen favourite",
        Context.FAVOURITES,
        footer=True,
    ),
    Command(
        "remove_favourite",
        ("x", "delete"),
        "Remove",
        "Remove the chosen favourite",
        Context.FAVOURITES,
        footer=True,
    ),
    Command("run_demo", ("r", "enter"), "Run", "Run the demo, or run it again", Context.DEMO, footer=True),
    Command("prepare_demo", ("p",), "Prepare", "Fetch what the demo needs", Context.DEMO, footer=True),
    Command(
        "watch_recording", ("v",), "Recording", "Watch the recording of the demo", Context.DEMO, footer=True
    ),
    Command(
        "edit_source", ("e",), "Edit", "Change the source of the demo, in a copy", Context.DEMO, footer=True
    ),
    Command(
        "edit_outside", ("E",), "Editor", "Change the copy in the editor that $EDITOR names", Context.DEMO
    ),
    Command("show_changes", ("c",), "Changes", "Show what you changed, and the source again", Context.DEMO),
    Command("forget_changes", ("u",), "Undo all", "Go back to the original", Context.DEMO),
    Command(
        "run_source", ("ctrl+r",), "Run", "Run the demo as it is written here", Context.SOURCE, footer=True
    ),
    Command(
        "leave_source",
        ("escape",),
        "Leave",
        "Leave the source; every change is kept",
        Context.SOURCE,
        footer=True,
    ),
    Command("pause_recording", ("space",), "Pause", "Pause the recording, and go on", Context.DEMO),
    Command("wind_on", ("right", "l"), "On", "Wind the recording on by five seconds", Context.DEMO),
    Command("wind_back", ("left", "h"), "Back", "Wind the recording back by five seconds", Context.DEMO),
    Command("faster", ("plus", "equals_sign"), "Faster", "Play the recording faster", Context.DEMO),
    Command("slower", ("minus",), "Slower", "Play the recording slower", Context.DEMO),
    Command("stop_demo", ("x",), "Stop", "Stop the demo", Context.DEMO, footer=True),
    Command("answer_no", ("n",), "No", "Answer: no", Context.ASSESS, footer=True),
    Command(
        "answer_once", ("o",), "Once", "Answer: once, by hand and written down", Context.ASSESS, footer=True
    ),
    Command(
        "answer_routine",
        ("r",),
        "Routinely",
        "Answer: routinely, or by a machine",
        Context.ASSESS,
        footer=True,
    ),
    Command(
        "answer_not_applicable", ("x",), "Left out", "It does not apply: say why", Context.ASSESS, footer=True
    ),
    Command("take_back", ("u", "delete", "backspace"), "Take back", "Take the answer back", Context.ASSESS),
    Command("skip", ("space",), "Skip", "Go on without an answer", Context.ASSESS),
    Command("next_question", ("down", "j"), "Down", "Choose the next question", Context.ASSESS),
    Command("previous_question", ("up", "k"), "Up", "Choose the question before", Context.ASSESS),
    Command("next_sheet", ("right", "l", "tab"), "Next", "Go to the next stage", Context.ASSESS, footer=True),
    Command(
        "previous_sheet", ("left", "h", "shift+tab"), "Stage before", "Go to the stage before", Context.ASSESS
    ),
    Command("why", ("enter",), "Why", "Open the pitfall behind the question", Context.ASSESS, footer=True),
    Command(
        "result",
        ("s", "g"),
        "Score",
        "See how deep the hole is, or jump to a stage",
        Context.ASSESS,
        footer=True,
    ),
    Command(
        "quick", ("5",), "Quick", "Ask only the quick questions, or all again", Context.ASSESS, footer=True
    ),
    Command("scroll_down", ("pagedown",), "Page down", "Scroll down by a page", Context.ASSESS),
    Command("scroll_up", ("pageup",), "Page up", "Scroll up by a page", Context.ASSESS),
    Command("first_question", ("home",), "First", "Choose the first question", Context.ASSESS),
    Command("last_question", ("end", "G"), "Last", "Choose the last question", Context.ASSESS),
    Command("leave", ("escape", "q"), "Back", "Close; every answer is kept", Context.ASSESS),
    Command("compare_older", ("c",), "Compare", "Compare with an earlier day", Context.RESULT, footer=True),
    Command(
        "desk_next",
        ("right", "space", "pagedown", "l", "n"),
        "Next",
        "Drive: the next step",
        _D,
        footer=True,
        drives="next",
    ),
    Command(
        "desk_previous",
        ("left", "backspace", "pageup", "h", "p"),
        "Back",
        "Drive: a step back",
        _D,
        footer=True,
        drives="previous",
    ),
    Command(
        "desk_next_slide",
        ("ctrl+right", "greater_than_sign"),
        "Next slide",
        "Drive: the next slide, whatever is still to be revealed",
        _D,
        drives="next_slide",
    ),
    Command(
        "desk_previous_slide",
        ("ctrl+left", "less_than_sign"),
        "Previous slide",
        "Drive: the slide before, as it opens",
        _D,
        drives="previous_slide",
    ),
    Command("desk_first", ("home",), "First slide", "Drive: the first slide", _D, drives="first"),
    Command("desk_last", ("end", "G"), "Last slide", "Drive: the last slide", _D, drives="last"),
    Command("desk_show_all", ("s",), "Show all", "Drive: everything on this slide", _D, drives="show_all"),
    Command(
        "desk_go_to", ("g", "slash"), "Go to", "Drive: to a slide by its number or title", _D, footer=True
    ),
    Command("desk_back_to", ("u",), "Where we were", "Drive: back from the last jump", _D, drives="back_to"),
    Command(
        "desk_blank",
        ("b", "full_stop"),
        "Blank",
        "Drive: blank the screen, and back",
        _D,
        footer=True,
        drives="blank",
    ),
    Command("desk_clock", ("t",), "Clock", "Start or pause the clock", _D, footer=True, drives="clock"),
    Command("desk_clock_reset", ("0",), "Clock to zero", "Set the clock to zero", _D, drives="clock_reset"),
    Command("desk_theme", ("T",), "Colours", "Other colours at this desk", _D),
    Command("desk_scroll", ("down", "j"), "Read on", "Scroll the notes down", _D),
    Command("desk_scroll_back", ("up", "k"), "Read back", "Scroll the notes up", _D),
    Command("desk_more_notes", ("plus", "equals_sign"), "More notes", "Give the notes more room", _D),
    Command("desk_less_notes", ("minus",), "Less notes", "Give the slides more room", _D),
    Command(
        "desk_pictures", ("v",), "This or next", "Show this slide and the next, or one of them, larger", _D
    ),
    Command(
        "desk_suggestions", ("f",), "Suggestions", "Look through what the audience suggests", _D, footer=True
    ),
    Command(
        "desk_ways_in", ("r",), "Phones", "The codes for your remote and for the audience", _D, footer=True
    ),
    Command("desk_help", ("question_mark", "f1"), "Help", "Show the keys of the desk", _D, footer=True),
    Command("desk_quit", ("q",), "Quit", "Leave the desk; the presentation goes on", _D, footer=True),
    Command("let_through", ("a",), "Show", "Let it through to the board", _G, footer=True),
    Command("hide", ("x", "delete"), "Hide", "Keep it off the board", _G, footer=True),
    Command("pin", ("p",), "Pin", "Pin it to the top of the board, or unpin it", _G, footer=True),
    Command(
        "thank", ("t",), "Thank", "Say thanks and show this one large; once more ends that", _G, footer=True
    ),
    Command("merge", ("m",), "One tool", "Take two names for one tool", _G, footer=True),
    Command(
        "pause_asking",
        ("z",),
        "Stop taking",
        "Take no more suggestions, or take them again",
        _G,
        footer=True,
    ),
    Command(
        "part",
        ("u",),
        "Two tools",
        "Undo the last time that two names were taken for one tool",
        _G,
        footer=True,
    ),
    Command(
        "suggestions_help", ("question_mark", "f1"), "Help", "Show the keys that work here", _G, footer=True
    ),
    Command(
        "close_demo", ("escape", "q"), "Back", "Close the page; the demo runs on", Context.DEMO, footer=True
    ),
    Command("back", ("escape", "q", "left", "h"), "Back", "Close this page", _L, footer=True),
    Command("theme", ("T",), "Colours", "Other colours: dark, light, high contrast, your own", _A),
    Command("help", ("question_mark", "f1"), "Help", "Show the keys that work here", _A, footer=True),
    Command("reload", ("r",), "Reload", "Read the talk's files again (edits are noticed by themselves)", _S),
    Command("assess", ("a",), "Assess", "How deep is your hole? Five quick questions", _S),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; the next start resumes here", _S, footer=True),
)


DRIVEN = frozenset(command.drives for command in COMMANDS if command.drives)
"""What a desk or a remote may have the presenter do, beside `go_to`."""
_NO_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def commands_for(*contexts: Context, keys: Mapping[str, tuple[str, ...]] = _NO_KEYS) -> tuple[Command, ...]:
    """The Commands whose keys are heard in `contexts`: those of the first context first.

    `keys` are a person's own, by the Command's id.
    """
    known = (command for context in contexts for command in COMMANDS if command.context == context)
    return tuple(
        replace(command, keys=keys[command.id]) if command.id in keys else command for command in known
    )


def key_of(command: str, keys: Mapping[str, tuple[str, ...]] = _NO_KEYS) -> str:
    """The first key of the Command with this id, as it is written for a reader. Raises KeyError."""
    return key_name((keys.get(command) or _KEYS[command])[0])


_KEYS = {command.id: command.keys for command in COMMANDS}
