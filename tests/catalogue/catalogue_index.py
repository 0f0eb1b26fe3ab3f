"""A package index of our own on loopback, with pip's configuration pointing at it and at nothing else."""

from __future__ import annotations

import base64
import io
import json
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

METADATA = "Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{licence}\n\nA description.\nLicense: not this\n"
JSON = "application/vnd.pypi.simple.v1+json"


@dataclass
class Upload:
    """One wheel. Without `served` its metadata are only inside it."""

    version: str
    date: str = "2026-01-02"
    licence: str = "License-Expression: MIT"
    served: bool = True
    yanked: bool = False


@dataclass
class LoopbackIndex:
    """What the index holds, how it speaks, and what it was asked."""

    projects: dict[str, list[Upload]] = field(default_factory=dict)
    html: bool = False
    user_and_word: str = ""
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str, authorization: str) -> tuple[int, str, bytes]:
        """Status, type and body for a GET of `path`."""
        self.asked.append(path)
        if (
            self.user_and_word
            and authorization != "Basic " + base64.b64encode(self.user_and_word.encode()).decode()
        ):
            return 401, "text/plain", b"who are you?"
        if self.broken:
            return 503, "text/plain", b"later"
        kind, _, rest = path.strip("/").partition("/")
        project = rest.split("/")[0].split("-")[0]
        if project not in self.projects:
            return 404, "text/plain", b"no such project"
        if kind == "simple":
            return (200, "text/html", self._html(project)) if self.html else (200, JSON, self._json(project))
        upload = next(each for each in self.projects[project] if f"-{each.version}-" in rest)
        metadata = METADATA.format(name=project, version=upload.version, licence=upload.licence).encode()
        if rest.endswith(".metadata"):
            return (200, "text/plain", metadata) if upload.served else (404, "text/plain", b"")
        return 200, "application/octet-stream", wheel(project, upload.version, metadata)

    def _json(self, project: str) -> bytes:
        files = [
            {
                "filename": f"{project}-{upload.version}-py3-none-any.whl",
                "url": f"../../files/{project}-{upload.version}-py3-none-any.whl",
                "hashes": {},
                "core-metadata": upload.served,
                "upload-time": f"{upload.date}T10:00:00.000000Z",
                "yanked": upload.yanked,
                "size": 1000,
            }
            for upload in self.projects[project]
        ]
        return json.dumps({"meta": {"api-version": "1.1"}, "name": project, "files": files}).encode()

    def _html(self, project: str) -> bytes:
        anchors = "".join(
            f'<a href="../../files/{project}-{upload.version}-py3-none-any.whl#sha256=0"'
            f" {'data-yanked' if upload.yanked else ''} data-core-metadata={'true' if upload.served else 'false'}>"
            f"{project}-{upload.version}-py3-none-any.whl</a>"
            for upload in self.projects[project]
        )
        return f"<!DOCTYPE html><html><body>{anchors}</body></html>".encode()


def wheel(project: str, version: str, metadata: bytes) -> bytes:
    """A wheel with nothing in it but its metadata."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{project}/METADATA", "License: of some data file")
        archive.writestr(f"{project}-{version}.dist-info/METADATA", metadata)
    return buffer.getvalue()


@contextmanager
def serving(index: LoopbackIndex) -> Iterator[LoopbackIndex]:
    """`index` on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = index.answer(self.path, self.headers.get("Authorization", ""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="index"')
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    user = f"{index.user_and_word}@" if index.user_and_word else ""
    index.url = f"http://{user}127.0.0.1:{server.server_port}/simple"
    try:
        yield index
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def only(index: LoopbackIndex, patch: pytest.MonkeyPatch) -> None:
    """Have pip ask `index` and no other."""
    patch.setenv("PIP_CONFIG_FILE", "/dev/null")
    patch.setenv("PIP_INDEX_URL", index.url)
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        patch.delenv(name, raising=False)
    patch.setenv("NO_PROXY", "127.0.0.1")
    patch.setenv("no_proxy", "127.0.0.1")
