"""An index's page of one project: which release is the newest, when it came out, and where its metadata are. Pure.

The two forms of a page are those of PEP 503 (HTML) and PEP 691 (JSON); upload times are of PEP 700, metadata files of
PEP 658 and 714, yanked files of PEP 592.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from packaging.utils import parse_sdist_filename, parse_wheel_filename

from holeout import jsontext
from holeout.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packaging.version import Version

SMALL = 10 * 1024 * 1024
"""Bytes of a wheel that may be fetched for its metadata alone."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release. `uploaded` is an ISO time; it is empty, and `size` 0, where the page does not say."""

    name: str
    url: str
    uploaded: str = ""
    yanked: bool = False
    has_metadata: bool = False
    size: int = 0
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release. `date` is ISO; whatever the index does not tell is empty."""

    version: str
    date: str = ""
    metadata_url: str = ""
    """Where its metadata file is, if the index serves one."""
    wheel_url: str = ""
    """The smallest wheel, if it is small enough to look into."""


def files_of(kind: str, text: str, url: str) -> list[File]:
    """The files on a page of the media type `kind` that came from `url`. Raises ValueError for what is no page."""
    if "json" in kind:
        return _from_json(text, url)
    if "html" in kind:
        reader = _Anchors(url)
        reader.feed(text)
        return reader.files
    raise ValueError(f"{kind or 'an answer without a type'} is no index page")


def newest(files: Iterable[File]) -> Release | None:
    """The newest release that is neither yanked nor a preview; a preview only where there is nothing else."""
    releases: dict[Version, list[File]] = {}
    for file in files:
        if not file.yanked and (version := _version(file.name)) is not None:
            releases.setdefault(version, []).append(file)
    if not releases:
        return None
    version = max(releases, key=lambda version: (not version.is_prerelease, version))
    held = releases[version]
    date = min((file.uploaded[:10] for file in held if file.uploaded), default="")
    metadata = next((f"{file.url}.metadata" for file in held if file.has_metadata), "")
    return Release(str(version), date, metadata, _small_wheel(held))


def _small_wheel(files: Iterable[File]) -> str:
    wheels = [file for file in files if file.name.endswith(".whl") and 0 < file.size <= SMALL]
    return min(wheels, key=lambda file: file.size).url if wheels else ""


def _version(name: str) -> Version | None:
    """The version that a file name tells; None for forms that no index has taken for years."""
    try:
        return parse_wheel_filename(name)[1] if name.endswith(".whl") else parse_sdist_filename(name)[1]
    except ValueError:
        return None


def _from_json(text: str, url: str) -> list[File]:
    data = jsontext.parse(text)
    listed = data.get("files") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise ValueError("the JSON is no index page")  # noqa: TRY004  (to the caller both are a bad page)
    return [_file(entry, url) for entry in listed if isinstance(entry, dict)]


def _file(entry: dict[str, Any], url: str) -> File:
    address = urljoin(url, str(entry.get("url", "")))
    marks = (entry.get(key) for key in ("core-metadata", "dist-info-metadata", "data-dist-info-metadata"))
    uploaded = entry.get("upload-time")
    return File(
        name=str(entry.get("filename", "")),
        url=address,
        uploaded=clean_line(uploaded) if isinstance(uploaded, str) else "",
        yanked=bool(entry.get("yanked")),
        has_metadata=any(marks),
        size=size if isinstance(size := entry.get("size"), int) else 0,
    )


class _Anchors(HTMLParser):
    """The files of a page in HTML, one anchor each."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.files: list[File] = []
        self._url = url

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an anchor."""
        given = dict(attrs)
        if tag == "base" and given.get("href"):
            self._url = urljoin(self._url, given["href"] or "")
        if tag != "a" or not given.get("href"):
            return
        address = urljoin(self._url, given["href"] or "").partition("#")[0]
        marks = (given.get(key) for key in ("data-core-metadata", "data-dist-info-metadata"))
        self.files.append(
            File(
                name=unquote(urlsplit(address).path.rpartition("/")[2]),
                url=address,
                yanked="data-yanked" in given,
                has_metadata=any(mark not in (None, "false") for mark in marks),
            )
        )
