"""Prints what terminals must understand, a screenful for each Enter: colours, moves, margins, edits, characters."""

from __future__ import annotations

import sys


def colours() -> None:
    """The 16, the 256, true colour, and every attribute."""
    for ground in range(8):
        say(
            "".join(f"\x1b[{ink};{40 + ground}m {ink} \x1b[0m" for ink in (*range(30, 38), *range(90, 98)))
            + "\r\n"
        )
    for start in range(0, 256, 64):
        say("".join(f"\x1b[48;5;{number}m \x1b[0m" for number in range(start, start + 64)) + "\r\n")
    say(
        "".join(
            f"\x1b[38;2;{255 - step};{step};128;48;2;{step // 2};0;{255 - step}m#"
            for step in range(0, 256, 4)
        )
    )
    say("\x1b[0m\r\n\x1b[38:2::10:200:30mcolons\x1b[0m \x1b[38:5:208mof five\x1b[0m\r\n")
    for number in (1, 2, 3, 4, 5, 7, 8, 9, 21, 53):
        say(f"\x1b[{number}m attribute {number} \x1b[0m")
    say(
        "\r\n\x1b[4:3mcurly\x1b[4:4m dotted\x1b[4:5m dashed\x1b[4:0m none\x1b[0m \x1b[1;2mboth\x1b[22m neither"
    )


def moves() -> None:
    """Absolute, relative, saved and restored, tabs, wrapping."""
    say("\x1b[5;10HA\x1b[2B\x1b[3CB\x1b[4A\x1b[2DC\x1b[8;1HD\x1b[E\x1b[FE\x1b[12GF\x1b[3dG")
    say("\x1b7\x1b[20;70Hfar\x1b8back\x1b[s\x1b[1;1Htop\x1b[u again")
    say("\x1b[10;1Ha\tb\tc\x1b[3g\x1b[10;30H\x1bH\x1b[11;1H\tstop\x1b[Z<")
    say("\x1b[13;76Hwraps around\x1b[?7l\x1b[15;76Hcut off here\x1b[?7h\x1b[16;79Hxy\x1b[17;1Hr\x1b[9b!")
    say("\x1b[18;1H\x1b(0lqqwqqk\x0fx\x1b(B plain \x1b)0\x0emqqj\x0f\x1b)B")


def margins() -> None:
    """Scrolling within part of the screen, and origin mode."""
    for row in range(1, 25):
        say(f"\x1b[{row};1Hline {row:02d} " + "." * 60)
    say("\x1b[5;10r\x1b[10;1H\n\n\x1b[31mpushed up\x1b[0m\x1b[5;1H\x1bM\x1bMpushed down\x1b[2S\x1b[1T\x1b[r")
    say(
        "\x1b[12;16r\x1b[?6h\x1b[1;1Horigin\x1b[99;20Hlast\x1b[?6l\x1b[r\x1b[20;1H\x1b[2L\x1b[44minserted\x1b[0m"
    )
    say("\x1b[23;1H\x1b[1M")


def edits() -> None:
    """Erasing and inserting in lines, with a background that stays."""
    for row in range(1, 13):
        say(f"\x1b[{row};1H" + "abcdefghij" * 8)
    say("\x1b[1;5H\x1b[K\x1b[2;5H\x1b[1K\x1b[3;5H\x1b[2K\x1b[4;5H\x1b[3P\x1b[5;5H\x1b[3@\x1b[6;5H\x1b[3X")
    say("\x1b[42m\x1b[7;5H\x1b[K\x1b[8;5H\x1b[3@\x1b[9;5H\x1b[3P\x1b[10;5H\x1b[20X\x1b[11;5H\x1b[1K\x1b[0m")
    say("\x1b[4h\x1b[12;5HINS\x1b[4l\x1b[14;1Hkept\x1b[45m\x1b[J\x1b[0m")


def characters() -> None:
    """Wide, combined, joined and private ones."""
    for text in (
        "漢字とカナ 한글 テスト|", "e\u0301 a\u0308 n\u0303 o\u0308\u0304|", "🙂🚀🌍|", "½ ™ ① ─│┌┐└┘├┤┬┴┼ ▁▂▃▄▅▆▇█|",
        "Ελληνικά Кириллица|", "⠁⠃⠉⠙⠑ ⣿|", "ﬁ ǆ ß|",
    ):  # fmt: skip
        say(text + "\r\n")
    say("\x1b[12;79H漢wrapped\x1b[14;10H漢字\x1b[14;11Hx\x1b[15;10H漢字\x1b[15;12Hy\x1b[16;10H漢\x1b[16;10Hz")


def screens() -> None:
    """The other screen and back, with the cursor where it was."""
    say(
        "\x1b[4;4Hkept \x1b[?1049h\x1b[2J\x1b[3;3Hother\x1b[?1049lback\x1b[?47h\x1b[9;9Hold way\x1b[?47l\x1b[6;6Hend"
    )


def say(text: str) -> None:
    """Print `text` as it is."""
    sys.stdout.write(text)


if __name__ == "__main__":
    for show in (colours, moves, margins, edits, characters, screens):
        say("\x1b[0m\x1b[2J\x1b[H")
        show()
        sys.stdout.flush()
        input()
