"""An index's page and a release's metadata, read as they come."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from holeout.catalogue.licences import Licence, better, licence_in
from holeout.catalogue.pages import SMALL, File, files_of, newest

URL = "https://index.example/simple/scale/"


def wheel(version: str, **more: object) -> File:
    return File(f"scale-{version}-py3-none-any.whl", f"https://index.example/{version}.whl", **more)


def test_the_newest_release_is_no_preview_and_not_yanked():
    files = [wheel("1.9"), wheel("1.10"), wheel("2.0b1"), wheel("3.0", yanked=True), wheel("1.11.dev1")]
    release = newest(files)
    assert release is not None
    assert release.version == "1.10"


def test_a_project_of_previews_alone_has_its_newest_preview():
    release = newest([wheel("0.1a1"), wheel("0.1a2")])
    assert release is not None
    assert release.version == "0.1a2"


def test_a_release_came_out_with_its_first_file():
    release = newest(
        [
            wheel("1.0", uploaded="2026-02-03T10:00:00Z"),
            File("scale-1.0.tar.gz", "https://index.example/s", "2026-02-01T23:59:59Z"),
        ]
    )
    assert release is not None
    assert release.date == "2026-02-01"


def test_a_release_of_which_one_file_is_yanked_is_still_there():
    release = newest([wheel("1.0", yanked=True), File("scale-1.0.tar.gz", "u"), wheel("0.9")])
    assert release is not None
    assert release.version == "1.0"


def test_a_large_wheel_is_not_fetched_for_its_metadata():
    release = newest([wheel("1.0", size=SMALL + 1)])
    assert release is not None
    assert release.wheel_url == ""
    release = newest(
        [wheel("1.0", size=SMALL), File("scale-1.0-cp311-cp311-linux_x86_64.whl", "less", size=10)]
    )
    assert release is not None
    assert release.wheel_url == "less"


def test_names_that_are_no_release_are_passed_over():
    names = [
        "scale-1.0.win32.exe",
        "scale-1.0-py2.7.egg",
        "scale.whl",
        "",
        "scale-one-py3-none-any.whl",
        "x.tar.gz",
    ]
    assert newest([File(name, name) for name in names]) is None


versions = st.sampled_from(["0.9", "1.0", "1.0.post1", "1.2rc1", "1.10", "2.0.dev3", "10.0"])


@given(st.dictionaries(versions, st.tuples(st.booleans(), st.booleans()), max_size=7))
def test_both_forms_of_a_page_say_the_same(held):
    page = {
        "files": [
            {
                "filename": f"scale-{v}.tar.gz",
                "url": f"../../f/scale-{v}.tar.gz",
                "yanked": y,
                "core-metadata": m,
            }
            for v, (y, m) in held.items()
        ]
    }
    anchors = [
        f"<a href='../../f/scale-{v}.tar.gz#sha256=1' {'data-yanked' if y else ''}"
        f" data-core-metadata={'sha256=1' if m else 'false'}>scale</a>"
        for v, (y, m) in held.items()
    ]
    as_json = files_of("application/vnd.pypi.simple.v1+json", json.dumps(page), URL)
    as_html = files_of("text/html; charset=utf-8", "\n".join(anchors), URL)
    assert as_json == as_html
    release = newest(as_json)
    stable = [Version(v) for v, (y, _) in held.items() if not y and not Version(v).is_prerelease]
    if stable:
        assert release is not None
        assert Version(release.version) == max(stable)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/json", "{"),
        ("application/json", "[]"),
        ("application/json", '{"files": 1}'),
        ("text/plain", "x"),
        ("", ""),
    ],
)
def test_what_is_no_page_is_refused(kind: str, text: str):
    with pytest.raises(ValueError, match=r".+"):
        files_of(kind, text, URL)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["filename", "url", "upload-time", "size", "yanked"]), inner)
        ),
        max_leaves=6,
    )
)
def test_any_json_page_is_read(entry):
    newest(files_of("application/json", json.dumps({"files": [entry]}), URL))


@pytest.mark.parametrize(
    ("metadata", "found"),
    [
        ("License-Expression: MIT AND Apache-2.0\nLicense: BSD", Licence("MIT AND Apache-2.0", exact=True)),
        ("License: Apache License, Version 2.0", Licence("Apache-2.0", exact=True)),
        ("License: BSD 3-Clause License", Licence("BSD-3-Clause", exact=True)),
        ("License: new BSD", Licence("BSD-3-Clause", exact=True)),
        ("Classifier: License :: OSI Approved :: MIT License", Licence("MIT", exact=True)),
        (
            "Classifier: License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)",
            Licence("MPL-2.0", exact=True),
        ),
        (
            "License: MIT\nClassifier: License :: OSI Approved :: BSD License\nClassifier: Topic :: Software",
            Licence("MIT", exact=True),
        ),
        ("Classifier: License :: OSI Approved :: BSD License", Licence("BSD License")),
        ("License: Apache", Licence("Apache")),
        ("License: MIT\nClassifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)", None),
        ("License: UNKNOWN", Licence()),
        ("License: Copyright (c) 2020\n        Permission is hereby granted", Licence()),
        ("Name: scale\n\nLicense: MIT", Licence()),
        ("", Licence()),
    ],
)
def test_the_licence_is_exact_only_where_it_can_mean_one(metadata: str, found: Licence | None):
    told = licence_in(metadata)
    assert told == found if found is not None else not told.exact


def test_a_licence_is_replaced_by_a_better_known_one_alone():
    vague, exact = Licence("BSD License"), Licence("BSD-3-Clause", exact=True)
    assert better("not checked", vague) == "BSD License"
    assert better("", Licence()) == ""
    assert better("BSD-3-Clause", vague) == "BSD-3-Clause"
    assert better("BSD 3-clause license", exact) == "BSD 3-clause license"
    assert better("MIT", exact) == "BSD-3-Clause"
    assert better("MIT", Licence()) == "MIT"
