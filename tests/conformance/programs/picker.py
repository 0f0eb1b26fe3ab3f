"""A program on the whole screen, with curses: a list, a bar, a pad of colours; keys, mouse and a new size."""

from __future__ import annotations

import curses

NAMES = [f"sample {number:02d}" for number in range(1, 31)]


def main(screen: curses.window) -> None:
    """Show the list until `q`."""
    curses.curs_set(0)
    curses.use_default_colors()
    for number in range(1, 8):
        curses.init_pair(number, curses.COLOR_WHITE if number in (1, 4, 5) else curses.COLOR_BLACK, number)
    curses.mousemask(curses.ALL_MOUSE_EVENTS)
    curses.mouseinterval(0)
    chosen, said = 0, "arrows, mouse, q"
    while True:
        draw(screen, chosen, said)
        key = screen.getch()
        if key == ord("q"):
            return
        if key == curses.KEY_MOUSE:
            _, x, y, _, state = curses.getmouse()
            said = f"mouse {x},{y} {'down' if state & curses.BUTTON1_PRESSED else 'other'}"
            chosen = min(max(0, y - 2), len(NAMES) - 1)
        elif key == curses.KEY_RESIZE:
            height, width = screen.getmaxyx()
            said = f"size {width}x{height}"
        elif key in (curses.KEY_UP, curses.KEY_DOWN):
            chosen = min(max(0, chosen + (1 if key == curses.KEY_DOWN else -1)), len(NAMES) - 1)
            said = NAMES[chosen]
        else:
            said = f"key {curses.keyname(key).decode()}"


def draw(screen: curses.window, chosen: int, said: str) -> None:
    """The whole picture."""
    height, width = screen.getmaxyx()
    screen.erase()
    screen.box()
    screen.addstr(0, 2, " Picker ", curses.A_BOLD | curses.color_pair(4))
    for y, name in enumerate(NAMES[: height - 4]):
        screen.addstr(
            y + 2, 2, name.ljust(width // 2 - 4), curses.A_REVERSE if y == chosen else curses.A_NORMAL
        )
    for number in range(1, 8):
        screen.addstr(number + 1, width // 2, f" colour {number} ", curses.color_pair(number))
    screen.addstr(10, width // 2, "漢字 é ▒▒ ", curses.A_UNDERLINE)
    screen.hline(height - 3, 1, curses.ACS_HLINE, width - 2)
    screen.addstr(height - 2, 2, said[: width - 4], curses.A_DIM)
    screen.refresh()


if __name__ == "__main__":
    curses.wrapper(main)
