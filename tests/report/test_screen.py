"""What the terminal is: colour, width, characters; decided in one place."""

import io

import pytest

from grader.report.screen import PLAIN_WIDTH, Screen, columns, has_color, next_lines, screen_of, wrap, write


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("option", "is_terminal", "environ", "colored"),
    [
        (None, True, {}, True),
        (None, False, {}, False),
        (None, True, {"TERM": "dumb"}, False),
        (None, True, {"TERM": "xterm"}, True),
        (None, True, {"NO_COLOR": "1"}, False),
        (None, True, {"NO_COLOR": ""}, True),
        (None, False, {"FORCE_COLOR": "1"}, True),
        (None, False, {"FORCE_COLOR": ""}, False),
        (None, True, {"FORCE_COLOR": "0"}, False),
        (None, False, {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (None, True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (False, True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_option_before_no_color_before_force_color_before_the_stream(option, is_terminal, environ, colored):
    assert has_color(option, is_terminal, environ) is colored


def test_what_is_no_terminal_is_80_columns_wide_and_plain(monkeypatch):
    monkeypatch.setenv("COLUMNS", "33")
    assert screen_of(io.StringIO(), environ={}) == Screen(color=False, width=PLAIN_WIDTH, unicode=False)


def test_a_terminal_is_as_wide_as_it_is_and_prose_at_most_100():
    screen = screen_of(Terminal(), environ={"COLUMNS": "140"})
    assert (screen.width, screen.prose, screen.color, screen.unicode) == (140, 100, True, True)


@pytest.mark.parametrize(("encoding", "unicode"), [("UTF-8", True), ("utf_8", True), ("cp1252", False), ("ascii", False)])
def test_characters_beyond_ascii_need_an_encoding_that_has_them(encoding, unicode):
    assert screen_of(io.TextIOWrapper(io.BytesIO(), encoding=encoding), environ={}).unicode is unicode


def test_text_that_the_stream_cannot_encode_is_written_as_escapes():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252", newline="\n")
    write("σ = ½ √2", stream)
    stream.flush()
    assert raw.getvalue() == b"\\u03c3 = \xbd \\u221a2\n"


def test_paint_is_nothing_without_colour():
    assert Screen().paint("x", "red", "bold") == "x"
    assert Screen(color=True).paint("x", "bold", "red") == "\x1b[1;31mx\x1b[0m"


def test_words_wrap_by_columns_and_are_never_cut():
    assert wrap("aa bb cc", 5) == ["aa bb", "cc"]
    assert wrap("日本 日本 x", 9) == ["日本 日本", "x"]
    assert wrap("short averyverylongword end", 8) == ["short", "averyverylongword", "end"]
    assert wrap("", 8) == [""]


def test_columns_counts_wide_and_combining_characters():
    assert (columns("abc"), columns("日本"), columns("m̂")) == (3, 4, 1)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("dlprep next", "dlprep --bank . next"),
        ("dlprep check a, or: dlprep hint a", "dlprep --bank . check a, or: dlprep --bank . hint a"),
        ("edit dlprep answers/a.py, then: dlprep check a", "edit dlprep answers/a.py, then: dlprep --bank . check a"),
        (
            "dlprep show a for a new question, then dlprep check a",
            "dlprep --bank . show a for a new question, then dlprep --bank . check a",
        ),
    ],
)
def test_the_next_command_names_the_banks_that_were_named(command, shown):
    assert next_lines(command, Screen(program="dlprep --bank .", width=100)) == [f"next     {shown}"]
