"""The documents tell the truth: their keys, commands and links are those of the program."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from holeout.cli.main import parser
from holeout.cli.names import with_command

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def shell_lines(page: Path) -> list[str]:
    """Every command line in the page's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def test_generated_parts_are_those_of_the_program() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for path, wanted in generate.documents().items():
        assert path.read_text("utf-8") == wanted, f"{path.name} is out of date: run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_of_the_documents_is_understood(page: Path) -> None:
    for line in shell_lines(page):
        program, *arguments = shlex.split(line.split("|")[0].split(">")[0])
        if program == "holeout":
            parser().parse_args(with_command(arguments))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_of_the_documents_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for line in shell_lines(page):
        words = line.split()
        if words[0] == "make":
            assert set(words[1:]) <= targets, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_fault_is_proved_by_a_test_that_there_is() -> None:
    proofs = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "faults.md").read_text("utf-8"))
    assert len(proofs) >= 30
    for path, name in proofs:
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"


def test_every_command_is_in_the_readme_or_the_docs() -> None:
    from holeout.cli.names import COMMANDS

    text = "".join(page.read_text("utf-8") for page in PAGES)
    missing = [command for command in COMMANDS if command != "read" and f"holeout {command}" not in text]
    assert missing == []
