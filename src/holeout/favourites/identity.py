"""Which tool is meant: the same key for each way of writing it.

A key is a package URL (github.com/package-url/purl-spec) without version and qualifiers, or a plain link. PyPI
names are folded as PEP 503 says, which is more than the purl specification asks for: `Zope.Interface` and
`zope_interface` are one package.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?"
# What a requirements file says after the name: extras and a version.
_REQUIREMENT = re.compile(rf"({_NAME})\s*(?:\[[^\]]*\])?\s*(?:(?:[<>=!~]=|[<>]).*)?", re.DOTALL)
_PURL = re.compile(r"pkg:/*([A-Za-z][A-Za-z0-9.+-]*)/+([^?#]+)")
_LINK = re.compile(r"https?://", re.IGNORECASE)
_CODE_HOST = re.compile(
    r"(?:git@|ssh://git@|git\+|www\.)?(?:https?://)?(?:www\.)?github\.com[/:]", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def tool_key(tool: str) -> str:
    """The key of the tool that `tool` names. Asking for the key of a key gives the key.

    Raises ValueError when nothing is named.
    """
    text = unicodedata.normalize("NFKC", tool).strip()
    if not text:
        raise ValueError("no tool is named")
    return _from_purl(text) or _from_repository(text) or _from_link(text) or _from_name(text)


def loose_key(key: str) -> str:
    """Letters and digits of a key's last part: what two spellings of one tool are likely to share."""
    last = unquote(key).rstrip("/").rpartition("/")[2]
    return "".join(filter(str.isalnum, last.casefold()))


def near_duplicates(keys: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of different keys that may well be one tool, for a person to decide on."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        if loose := loose_key(key):
            groups[loose].add(key)
    return tuple(tuple(sorted(group)) for _, group in sorted(groups.items()) if len(group) > 1)


def same_tools(keys: Iterable[str], known: Container[str] = ()) -> dict[str, str]:
    """The keys that are taken for another one: a package, the one repository of its name, other spellings of it.

    Two repositories of one name are two tools, and so are packages of two registries. Of several keys for one tool
    that in `known` is kept.
    """
    found: dict[str, str] = {}
    for group in near_duplicates(keys):
        packages = [key for key in group if key.startswith("pkg:pypi/")]
        repositories = [key for key in group if key.startswith("pkg:github/")]
        names = [key for key in group if key.startswith("pkg:generic/")]
        one_of_each = (packages if len(packages) == 1 else []) + (
            repositories if len(repositories) == 1 else []
        )
        one = sorted([*one_of_each, *names], key=lambda key: key not in known)
        found |= dict.fromkeys(one[1:], one[0] if one else "")
    return found


def resolve(tool: str, aliases: Mapping[str, str]) -> str:
    """The key of `tool`, or of the tool that `aliases` (key to key) says is the same."""
    key = tool_key(tool)
    return aliases.get(key, key)


def short_name(key: str) -> str:
    """What to call a tool of which only the key is known."""
    return unquote(key).rstrip("/").rpartition("/")[2] or key


def link_of(key: str) -> str:
    """The page that a key itself names; empty for a package, whose page is its registry's affair."""
    if key.startswith("pkg:github/"):
        return f"https://github.com/{key.removeprefix('pkg:github/')}"
    return key if _LINK.match(key) else ""


def _from_purl(text: str) -> str:
    if not (found := _PURL.match(text)):
        return ""
    kind = found[1].lower()
    folder, slash, last = found[2].strip("/").rpartition("/")
    # An @ in front is npm's scope; behind, it starts the version.
    name = last[:1] + last[1:].partition("@")[0]
    path = unquote(f"{folder}{slash}{name}")
    if not path.strip():
        return ""
    if kind == "pypi":
        return f"pkg:pypi/{_folded(path)}"
    if kind == "generic":
        return _generic(path)
    return f"pkg:{kind}/{_quoted(path.lower() if kind in {'github', 'bitbucket'} else path)}"


def _from_repository(text: str) -> str:
    if not (found := _CODE_HOST.match(text)):
        return ""
    owner, _, rest = re.split(r"[?#]", text[found.end() :], maxsplit=1)[0].strip("/").partition("/")
    repository = rest.partition("/")[0].removesuffix(".git")
    return (
        f"pkg:github/{_quoted(owner.lower())}/{_quoted(repository.lower())}" if owner and repository else ""
    )


def _from_link(text: str) -> str:
    if not _LINK.match(text):
        return ""
    try:
        link = urlsplit(text)
        port = f":{link.port}" if link.port else ""
    except ValueError:  # such as https://[ or a port that is no number
        return ""
    host = (link.hostname or "").removeprefix("www.")
    if not re.fullmatch(r"[\w.:-]+", host):
        return ""
    host = f"[{host}]" if ":" in host else host
    return _registry_page(host, link) or f"https://{host}{port}{_quoted(unquote(link.path).rstrip('/'))}"


def _registry_page(host: str, link: SplitResult) -> str:
    parts = [part for part in link.path.split("/") if part]
    if host.partition(".")[0] == "pypi" and len(parts) > 1 and parts[0] in {"project", "p"}:
        return f"pkg:pypi/{_folded(unquote(parts[1]))}"
    return ""


def _from_name(text: str) -> str:
    found = _REQUIREMENT.fullmatch(text)
    return f"pkg:pypi/{_folded(found[1])}" if found else _generic(text)


def _folded(name: str) -> str:
    return _quoted(re.sub(r"[-_.]+", "-", name).lower())


def _generic(text: str) -> str:
    # + and # stay, for C, C++ and C# are three.
    slug = re.sub(r"[^\w+#]+", "-", text.casefold()).strip("-")
    if not slug:  # all signs, such as an emoji
        return "pkg:generic/" + re.sub(r"[\s!-~]", lambda found: _escaped(found[0]), text)
    return f"pkg:generic/{_quoted(slug)}"


def _quoted(text: str) -> str:
    # Only what would end the path, or hide: a key stays readable in every script.
    return re.sub(r"[\s%?#\"]|(?<=[^/])@", lambda found: _escaped(found[0]), text)


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode(errors="replace"))
