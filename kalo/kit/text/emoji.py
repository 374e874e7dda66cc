"""The small set of emoji that may be written by name, as `:heart:`."""

import re

EMOJI = {
    "smile": "😊", "grin": "😁", "joy": "😂", "wink": "😉", "heart_eyes": "😍", "thinking": "🤔",
    "sweat": "😅", "neutral": "😐", "cry": "😢", "angry": "😠", "hug": "🤗", "party": "🥳",
    "+1": "👍", "-1": "👎", "clap": "👏", "pray": "🙏", "wave": "👋", "muscle": "💪",
    "handshake": "🤝", "raised_hands": "🙌", "ok_hand": "👌", "point_right": "👉", "eyes": "👀",
    "heart": "❤️", "green_heart": "💚", "star": "⭐", "sparkles": "✨", "fire": "🔥",
    "tada": "🎉", "rocket": "🚀", "bulb": "💡", "check": "✅", "x": "❌", "warning": "⚠️",
    "question": "❓", "exclamation": "❗", "hourglass": "⏳", "calendar": "📅", "pin": "📌",
    "memo": "📝", "book": "📚", "link": "🔗", "email": "📧", "phone": "📞", "euro": "💶",
    "chart": "📈", "scales": "⚖️", "seedling": "🌱", "tree": "🌳", "sun": "☀️", "rainbow": "🌈",
    "house": "🏠", "coffee": "☕", "bread": "🍞", "olive": "🫒", "tomato": "🍅", "bike": "🚲",
    "megaphone": "📣", "ballot": "🗳️", "recycle": "♻️",
}  # fmt: skip
_NAMED = re.compile(r"(?<![\w:]):([a-z_]+|[+-]1):(?!\w)")


def named_emoji(words: str) -> str:
    """Words with the emoji that they name; an unknown name stays as it is."""
    return _NAMED.sub(lambda name: EMOJI.get(name[1], name[0]), words) if ":" in words else words
