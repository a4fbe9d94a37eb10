"""Text from the child, made harmless."""

from __future__ import annotations

import pytest

from grader.sandbox.text import clean, escape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ∞ text", "plain ∞ text"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[1;1Htop", "top"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPdevice\x1b\\text", "text"),
        ("\x1b(0lines", "lines"),
        ("\x1bcreset", "reset"),
        ("a\x00b\x08c\x7fd\x85e", "abcde"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud800", ""),
        ("\x1b", ""),
        ("\x1b[", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_clean_leaves_nothing_that_a_terminal_obeys() -> None:
    cleaned = clean("".join(map(chr, range(0x3000))) * 2, 10**6)
    assert all(character.isprintable() or character in "\n\t" or not 0x1F < ord(character) < 0x100 for character in cleaned)
    assert not any(ord(character) < 32 and character not in "\n\t" for character in cleaned)


def test_clean_cuts() -> None:
    assert clean("x" * 10, 3) == "xxx"


@pytest.mark.parametrize(("text", "expected"), [("a b", "a b"), ("a\nb", "a\nb"), ("\x1b[1m", "\\x1b[1m"), ("\u202e", "\\u202e")])
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected
