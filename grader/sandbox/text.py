"""Text that came from the learner's process, made harmless for a terminal, a file and a page."""

from __future__ import annotations

import re
from functools import cache

MAX_TEXT = 4096
"""Characters kept of one message."""


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """`text` without terminal sequences, control and direction characters; lines and tabs stay."""
    if not text.isprintable():
        sequences, hidden = _patterns()
        text = hidden.sub("", sequences.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text[:limit]


def escape(text: str) -> str:
    """`text` with control and direction characters written out: cleaning must not make a value equal to another."""
    if text.isprintable():
        return text
    return _patterns()[1].sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    sequences = (
        r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
        r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, SOS, PM, APC: titles, links
        r"|\x1b[ -/]*[0-~]"  # two-character sequences
    )
    hidden = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    return re.compile(sequences), re.compile(hidden)
