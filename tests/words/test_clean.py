"""Text from outside: nothing in it may move the cursor, hide, or turn the reading direction."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.words.clean import clean, one_line

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with\nlines", "plain, with\nlines"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1b(unfinished", "\\x1b(unfinished"),
        ("a\x00b\x07c", "a\\x00b\\x07c"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\tx", "    x"),
        ("safe\u202egnp.exe", "safe\\u202egnp.exe"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("half \ud83d", "half \\ud83d"),
        ("naïve ∑ 日本語 مرحبا", "naïve ∑ 日本語 مرحبا"),
        ("👩‍🔬", "👩‍🔬"),
    ],
)
def test_what_cannot_be_seen_is_dropped_or_written_out(text, shown):
    assert clean(text) == shown


@given(ANY_TEXT)
def test_the_result_can_be_written_and_holds_no_control_character(text):
    shown = clean(text)
    shown.encode("utf-8")
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
    assert clean(shown) == shown


def test_long_text_is_cut_and_the_rest_is_counted():
    assert clean("x" * 1000, 10) == "xxxxxxxxxx... (990 more characters)"


def test_one_line_folds_white_space():
    assert one_line("  a\n\n b\t c  ") == "a b c"
