"""Emoji by their short names, as code forges write them: `:rocket:`."""

from __future__ import annotations

import re
import unicodedata

# Short names that are not the character's own name in Unicode. Those that are need no entry.
_NAMES = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "100": "💯", "tada": "🎉", "heart": "❤️",
    "smile": "😄", "smiley": "😃", "grin": "😁", "joy": "😂", "laughing": "😆", "wink": "😉", "blush": "😊",
    "sob": "😭", "cry": "😢", "thinking": "🤔", "heart_eyes": "😍", "sunglasses": "😎", "scream": "😱",
    "confused": "😕", "worried": "😟", "angry": "😠", "rage": "😡", "sleeping": "😴", "skull": "💀",
    "wave": "👋", "clap": "👏", "pray": "🙏", "muscle": "💪", "ok_hand": "👌", "point_right": "👉",
    "point_left": "👈", "point_up": "☝️", "point_down": "👇", "raised_hands": "🙌", "eyes": "👀", "bulb": "💡",
    "warning": "⚠️", "boom": "💥", "zap": "⚡", "star": "⭐", "star2": "🌟", "sparkles": "✨", "sunny": "☀️",
    "x": "❌", "o": "⭕", "question": "❓", "exclamation": "❗", "white_check_mark": "✅",
    "heavy_check_mark": "✔️", "no_entry": "⛔", "arrow_right": "➡️", "arrow_left": "⬅️", "arrow_up": "⬆️",
    "arrow_down": "⬇️", "lock": "🔒", "unlock": "🔓", "mag": "🔍", "pencil": "📝", "memo": "📝", "book": "📖",
    "books": "📚", "computer": "💻", "calendar": "📅", "clock": "🕒", "hourglass": "⌛", "email": "📧",
    "phone": "☎️", "point": "👉", "link": "🔗", "chart": "📈", "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉", "moneybag": "💰", "dollar": "💵", "gear": "⚙️", "tools": "🛠️",
    "hammer_and_wrench": "🛠️", "construction": "🚧", "rotating_light": "🚨", "recycle": "♻️", "earth_africa": "🌍",
    "earth_americas": "🌎", "earth_asia": "🌏", "cat": "🐱", "dog": "🐶", "mouse": "🐭", "cow": "🐮", "whale": "🐳",
    "coffee": "☕", "beer": "🍺", "pizza": "🍕", "cake": "🍰", "gift": "🎁", "trophy": "🏆", "dart": "🎯",
    "speech_balloon": "💬", "loudspeaker": "📢", "bell": "🔔", "info": "ℹ️", "information_source": "ℹ️",
    "shrug": "🤷", "facepalm": "🤦", "ship": "🚢", "package": "📦", "bug": "🐛", "ghost": "👻", "robot": "🤖",
}  # fmt: skip
_SHORT = re.compile(r":([+-]1|[a-z0-9_]{1,40}):")


def with_emoji(text: str) -> str:
    """`text` with the short names that are known replaced."""
    return _SHORT.sub(_replaced, text) if ":" in text else text


def _replaced(found: re.Match[str]) -> str:
    return _NAMES.get(found[1]) or _by_unicode_name(found[1]) or found[0]


def _by_unicode_name(name: str) -> str:
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    return character if unicodedata.category(character) == "So" else ""
