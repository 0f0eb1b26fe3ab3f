"""How the program and the desk end when something goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.desk_line import PlayedLine, desk_app

if TYPE_CHECKING:
    from tests.tui.conftest import MakeApp


@pytest.mark.parametrize(("program", "saved"), [("slides", "resumes here"), ("desk", "fault of holeout")])
async def test_a_crash_tells_no_local_variable(
    program: str, saved: str, make_app: MakeApp, capsys: pytest.CaptureFixture[str]
) -> None:
    app = desk_app(PlayedLine([None])) if program == "desk" else make_app()

    def fault() -> None:
        token = "s3cret"  # noqa: S105
        raise RuntimeError(str(len(token)))

    with pytest.raises(RuntimeError):  # noqa: PT012
        async with app.run_test(size=(80, 24)) as pilot:
            app.call_later(fault)
            await pilot.pause()
    app._print_error_renderables()
    told = capsys.readouterr()
    assert saved in told.err + told.out
    assert "s3cret'" not in told.err + told.out
