"""Text from outside made fit to show: nothing in it moves the cursor, hides, or turns the reading direction."""

from __future__ import annotations

import re
from typing import Final

_SEQUENCES: Final = r"""
    \x1b\[ [0-?]* [ -/]* [@-~]                    # CSI: colours, cursor
  | \x1b\] [^\x07\x1b]{0,4096} (?: \x07 | \x1b\\ )  # OSC: titles, links
  | \x1b [PX^_] [^\x1b]{0,4096} \x1b\\              # DCS, SOS, PM, APC
  | \x9b [0-?]* [ -/]* [@-~]                      # CSI in its one-character form
"""
_UNSEEN: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, newline and tab aside
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # directions and zero widths
    "\ud800-\udfff\U000e0000-\U000e007f]"  # half characters, tags
)


def clean(text: str, limit: int | None = None) -> str:
    r"""`text` without terminal sequences; what else cannot be seen stands as its escape: `\x00`, `\u202e`.

    At most `limit` characters of the original are kept, and what was left off is counted at the end.
    """
    left_off = 0 if limit is None else max(0, len(text) - limit)
    if left_off:
        text = text[:limit]
    if not (text.isascii() and text.isprintable()):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        # Compiled here, and by re but once: text that needs it is rare.
        text = re.sub(_UNSEEN, _escape, re.sub(_SEQUENCES, "", text, flags=re.VERBOSE)).expandtabs(4)
    return f"{text}... ({left_off} more characters)" if left_off else text


def one_line(text: str, limit: int = 400) -> str:
    """`clean` on a single line: runs of white space become one space."""
    return " ".join(clean(text, limit).split())


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
