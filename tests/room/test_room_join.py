"""The way in: addresses, links and the QR code."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holeout.problems import HoleoutError
from holeout.room import places
from holeout.room.join import half_blocks, join_url, lan_address, qr_matrix, qr_rows, remote_url
from holeout.room.options import Options
from holeout.room.places import find_place

URL = "HTTP://192.168.1.23:8080/J/QX7F"


def test_the_link_is_in_capitals_so_that_its_code_is_small() -> None:
    assert join_url("http://192.168.1.23:8080", "qx7f") == URL
    assert len(qr_matrix(URL, quiet=0)) == 25
    assert len(qr_matrix(URL.lower(), quiet=0)) == 29


def test_the_code_fits_beside_text_on_a_terminal_of_80_by_24() -> None:
    rows = qr_rows(URL)
    assert len(rows) <= 17
    assert len(rows[0]) <= 33


@settings(max_examples=25)
@given(st.text("ABC019/:.", min_size=1, max_size=60), st.integers(0, 4))
def test_half_blocks_hold_every_module_once_in_its_place(text: str, quiet: int) -> None:
    matrix = qr_matrix(text, quiet)
    rows = half_blocks(matrix)
    unfolded = [tuple(cell[half] for cell in row) for row in rows for half in (0, 1)]
    assert tuple(unfolded[: len(matrix)]) == matrix
    assert not any(any(row) for row in unfolded[len(matrix) :])
    assert not any(matrix[0][:quiet] + matrix[-1][:quiet])


def test_the_finder_patterns_stand_in_three_corners() -> None:
    matrix = qr_matrix(URL, quiet=0)
    finder = [[max(abs(x - 3), abs(y - 3)) != 2 for x in range(7)] for y in range(7)]
    top_left = [list(row[:7]) for row in matrix[:7]]
    top_right = [list(row[-7:]) for row in matrix[:7]]
    bottom_left = [list(row[:7]) for row in matrix[-7:]]
    assert top_left == top_right == bottom_left == finder


def test_the_remote_keeps_its_token_where_no_server_sees_it() -> None:
    assert remote_url(URL, "TokEn") == "http://192.168.1.23:8080/r#TokEn"


def test_the_address_on_the_network_is_one_that_others_could_reach() -> None:
    found = lan_address()
    assert found == "" or not ip_address(found).is_loopback


def test_a_room_listens_on_this_machine_alone_unless_told_otherwise() -> None:
    place = find_place(Options())
    try:
        assert [each.getsockname()[0] for each in place.sockets] == ["127.0.0.1"]
        assert place.public == ""
        assert not place.hosts.allow("192.168.1.23")
    finally:
        for each in place.sockets:
            each.close()


def test_on_the_network_it_listens_on_one_port_for_terminals_here_and_phones_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "lan_address", lambda: "127.0.0.2")
    place = find_place(Options(lan=True))
    try:
        ports = {each.getsockname()[1] for each in place.sockets}
        assert len(place.sockets) == 2
        assert len(ports) == 1
        assert place.url == f"http://127.0.0.1:{ports.pop()}"
        assert place.hosts.allow("127.0.0.2:99")
    finally:
        for each in place.sockets:
            each.close()


def test_without_a_network_or_a_free_port_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "lan_address", lambda: "")
    with pytest.raises(HoleoutError, match="no network") as caught:
        find_place(Options(lan=True))
    assert caught.value.hint
    taken = find_place(Options())
    try:
        with pytest.raises(HoleoutError, match="cannot listen"):
            find_place(Options(port=taken.sockets[0].getsockname()[1]))
    finally:
        taken.sockets[0].close()


def test_behind_a_proxy_the_room_goes_by_its_public_name() -> None:
    place = find_place(Options(public_url="https://talk.example/"))
    try:
        assert place.public == "https://talk.example"
        assert place.hosts.allow("talk.example")
        assert place.hosts.origin == "https://talk.example"
    finally:
        place.sockets[0].close()
