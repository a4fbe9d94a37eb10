"""What the YAML library says of broken syntax, in words that say what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import yaml

_Explained = tuple[int, int, str, str, str]
"""Line, column, found, expected, hint."""
_KEY_VALUE: Final = "`key: value`"
_KEY: Final = re.compile(r"( *(?:- +)?)([A-Za-z_][\w-]*):(?:\s+(.*))?")
"""What stands before the key, the key, its value."""
_BLOCK: Final = re.compile(r"( *)(?:- +)?([A-Za-z_][\w-]*: *[|>])[-+0-9]*\s*")
_INDENTED: Final = ("a line that does not fit the indentation around it", "a key in the same column as its neighbours")

_EXPLAINED: Final = (
    # (part of the library's sentence, found, expected, hint); the pure Python library words some of them otherwise
    (
        "mapping values are not allowed",
        "a `:` where no key can stand",
        "one `key: value` in a line",
        "quote a text that holds `: `",
    ),
    ("could not find expected ':'", "a line without `:`", _KEY_VALUE, ""),
    ("expected ',' or ']'", "a list whose `[` is not closed", "`,` or `]`", ""),
    ("expected ',' or '}'", "a mapping whose `{` is not closed", "`,` or `}`", ""),
    ("expected '-' indicator", "a line that does not continue the list", "`- ` in the same column as above", ""),
    ("expected key", *_INDENTED, "quote a text that holds quotes, `: ` or ` #`"),
    ("expected <block end>", *_INDENTED, "quote a text that holds quotes, `: ` or ` #`"),
    ("unexpected end of stream", "a quote that is never closed", "the same quote at its end", ""),
    (
        "unknown escape character",
        "an unknown escape between double quotes",
        "`\\\\` for a backslash",
        "single quotes need no escapes",
    ),
    ("sequence entries are not allowed", "a `-` where no list can begin", "the list on its own lines below the key", ""),
    (
        "expected alphabetic or numeric",
        "a `*` or `&` that no name follows",
        "a quoted text",
        "quote a text that begins with * or &",
    ),
    ("node content", "a bracket or comma out of place", "a value", ""),
    ("comment or line break", "something behind `|` or `>`", "the text in the lines below it, indented", ""),
    ("chomping or indentation", "something behind `|` or `>`", "the text in the lines below it, indented", ""),
    ("<document start>", "something behind the end of the mapping", "one mapping in the file", ""),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> _Explained:
    """Line, column, found, expected and hint of a syntax error in `text`."""
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if "end of stream" in problem or "expected ':'" in problem:
        mark = error.context_mark or mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if "mapping values" in problem and _runs_on(_line(text, line - 1), _line(text, line)):
        return line - 1, 1, "a line without `:`", _KEY_VALUE, ""
    slipped = _text_without_indentation(text, line) or ("mapping values" in problem and _key_too_deep(text, line))
    if slipped:
        return slipped
    found, expected, hint = _words(problem, _line(text, line), column)
    return line, column, found, expected, hint


def _key_too_deep(text: str, line: int) -> _Explained | None:
    """A key that stands deeper than the key above it, which has its value already."""
    above = _KEY.fullmatch(_line(text, line - 1))
    below = _KEY.fullmatch(_line(text, line))
    if above is None or below is None or not above[3] or above[3][0] in "|>&*[{'\"" or len(below[1]) <= len(above[1]):
        return None
    found = f"`{below[2]}` indented deeper than `{above[2]}`, which has its value already"
    return line, len(below[1]) + 1, found, "keys that belong together in one column", "a text that goes on here goes between quotes"


def _text_without_indentation(text: str, line: int) -> _Explained | None:
    """The first line below `key: |` is not indented, so that it is read as a key; what is broken then stands further below."""
    for number in range(line, 0, -1):
        head = _BLOCK.fullmatch(_line(text, number))
        if head is None:
            continue
        first = next((i for i in range(number + 1, line + 1) if _line(text, i).strip()), 0)
        below = _line(text, first)
        indent = len(below) - len(below.lstrip())
        if not first or indent > len(head[1]) or re.match(r"\s*(- |[a-z_]+:(\s|$))", below):
            return None
        expected = f"the text below `{head[2]}` indented by two spaces"
        return first, indent + 1, f"a line of text in the column of `{head[2].partition(':')[0]}`", expected, ""
    return None


def _runs_on(above: str, line: str) -> bool:
    """Whether the key that could not stand in `line` is swallowed by a line above that lacks its `:`."""
    words = above.strip()
    same_column = len(above) - len(above.lstrip()) == len(line) - len(line.lstrip())
    return bool(words) and same_column and ":" not in words and words[0] not in "#-[{'\""


def _words(problem: str, line: str, column: int) -> tuple[str, str, str]:
    char = line[column - 1 : column]
    if char == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab", "spaces", "YAML allows no tab in the indentation"
    if "cannot start any token" in problem:
        return f"a value that begins with {char!r}", "a quoted text", f"quote a text that begins with {char}"
    for part, found, expected, hint in _EXPLAINED:
        if part in problem:
            return found, expected, hint
    return f"broken YAML ({problem})", _KEY_VALUE, ""


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""
