"""What favourites need to know of a talk, as plain data: its stages, its pitfalls and the tools that it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from holeout.favourites.identity import tool_key
from holeout.problems import HoleoutError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class KnownTool:
    """A tool that the talk names. `stages` are ids."""

    id: str
    name: str
    key: str
    link: str = ""
    stages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """What a talk names. Empty for a talk without content: then every stage is as good as any other."""

    stages: Mapping[str, str] = field(default_factory=dict)
    """Names by id, in the order of the map."""
    pitfalls: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The keys of the tools that help, by the pitfall's id."""
    tools: Mapping[str, KnownTool] = field(default_factory=dict)
    """By key."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """The keys of other ways of naming those tools, to the key."""

    @cached_property
    def _stage_ids(self) -> Mapping[str, str]:
        return {said.casefold(): id for id, name in self.stages.items() for said in (name, id)}

    def stage(self, said: str) -> str:
        """The id of the stage that `said` names by id or name; empty when there is none."""
        return self._stage_ids.get(said.strip().casefold(), "")

    def require_stage(self, said: str) -> str:
        """As `stage`, but raises HoleoutError with the nearest id; a talk without stages takes any."""
        if not self.stages or not said:
            return said
        return self.stage(said) or _refuse("stage", said, [*self.stages, *self.stages.values()], self.stages)

    def require_pitfall(self, said: str) -> str:
        """`said`, if it is a pitfall's id. Raises HoleoutError with the nearest; a talk without pitfalls takes any."""
        if not said or not self.pitfalls or said in self.pitfalls:
            return said
        return _refuse("pitfall", said, self.pitfalls, self.pitfalls)


def _refuse(kind: str, said: str, near: Iterable[str], known: Iterable[str]) -> str:
    close = get_close_matches(said, list(near), 1)
    ids = list(known)
    several = ", ".join(ids) if len(ids) <= 20 else f"{', '.join(ids[:12])} and {len(ids) - 12} more"
    raise HoleoutError(
        f"there is no {kind} '{said}'", f"did you mean '{close[0]}'?" if close else f"one of: {several}"
    )


class _Stage(Protocol):
    @property
    def name(self) -> str: ...


class _Pitfall(Protocol):
    @property
    def tools(self) -> tuple[str, ...]: ...


class _Tool(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def pypi(self) -> str: ...
    @property
    def repo(self) -> str: ...
    @property
    def stages(self) -> tuple[str, ...]: ...


class _Lifecycle(Protocol):
    @property
    def stages(self) -> Mapping[str, _Stage]: ...
    @property
    def pitfalls(self) -> Mapping[str, _Pitfall]: ...
    @property
    def tools(self) -> Mapping[str, _Tool]: ...


def catalogue_of(lifecycle: _Lifecycle) -> Catalogue:
    """What a talk's lifecycle names."""
    known = {id: _known(tool) for id, tool in lifecycle.tools.items()}
    return Catalogue(
        {id: stage.name for id, stage in lifecycle.stages.items()},
        {
            id: frozenset(known[tool].key for tool in pitfall.tools if tool in known)
            for id, pitfall in lifecycle.pitfalls.items()
        },
        {tool.key: tool for tool in known.values()},
        alias_table(lifecycle.tools.values()),
    )


def alias_table(tools: Iterable[_Tool]) -> dict[str, str]:
    """Every other key of each tool (of its id, name and repository) to its own key.

    What is a tool's own key, or would mean two tools, is no alias.
    """
    pairs = {(alias, _key(tool)) for tool in tools for alias in _other_keys(tool)}
    own = {key for _, key in pairs}
    claims = Counter(alias for alias, _ in pairs)
    return {alias: key for alias, key in sorted(pairs) if alias not in own and claims[alias] == 1}


def _known(tool: _Tool) -> KnownTool:
    repository = _repository(tool)
    # Any talk may write any scheme here, and exports make links of it.
    link = repository if repository.startswith(("https://", "http://")) else ""
    return KnownTool(tool.id, tool.name, _key(tool), link, tool.stages)


def _key(tool: _Tool) -> str:
    return tool_key(f"pkg:pypi/{tool.pypi}" if tool.pypi else _repository(tool) or tool.name)


def _other_keys(tool: _Tool) -> set[str]:
    return {tool_key(text) for text in (tool.id, tool.name, _repository(tool)) if text.strip()}


def _repository(tool: _Tool) -> str:
    repo = tool.repo.strip()
    return repo if not repo or "://" in repo else f"https://{repo}"
