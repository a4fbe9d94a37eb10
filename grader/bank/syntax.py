"""What the YAML library says of broken syntax, in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import yaml

_KEY_VALUE: Final = "`key: value`"
_EXPLAINED: Final = (
    # (part of the library's sentence, found, expected, hint)
    ("mapping values are not allowed", "a `:` where no key can stand", "one `key: value` in a line", "quote a text that holds `: `, and look at the indentation"),
    ("could not find expected ':'", "a line without `:`", _KEY_VALUE, "look at the line above too"),
    ("expected ',' or ']'", "a list whose `[` is not closed", "`,` or `]`", ""),
    ("expected ',' or '}'", "a mapping whose `{` is not closed", "`,` or `}`", ""),
    ("expected '-' indicator", "a line that does not continue the list", "`- ` in the same column as above", ""),
    ("expected key", "a line that does not fit the indentation around it", "a key in the same column as its neighbours", ""),
    ("expected <block end>", "a line that does not fit the indentation around it", "a key in the same column as its neighbours", "quote a text that holds quotes, `: ` or ` #`"),
    ("unexpected end of stream", "a quote that is never closed", "the same quote at its end", ""),
    ("unknown escape character", "an unknown escape in a text between double quotes", "\\\\ for a backslash", "between single quotes a backslash is itself"),
    ("block sequence entries are not allowed", "a `-` where no list can begin", "the list on its own lines below the key", ""),
    ("expected alphabetic or numeric character", "a `*` or `&` that no name follows", "a quoted text", "quote a text that begins with * or &"),
    ("expected node content", "a bracket or comma out of place", "a value", ""),
    ("comment or line break", "something behind `|` or `>`", "the text in the lines below it, indented", ""),
    ("expected <document start>", "something behind the end of the mapping", "one mapping in the file", ""),
)  # fmt: skip


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str, str, str]:
    """Line, column, found, expected and hint of a syntax error in `text`."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or ""
    if "end of stream" in problem and error.context_mark is not None:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    found, expected, hint = _words(problem, _line(text, line), column)
    return line, column, found, expected, hint


def _words(problem: str, line: str, column: int) -> tuple[str, str, str]:
    char = line[column - 1 : column]
    if char == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab", "spaces", "YAML allows no tab in the indentation"
    if "cannot start any token" in problem:
        return f"a value that begins with `{char}`", "a quoted text", f"quote a text that begins with {char}"
    for part, found, expected, hint in _EXPLAINED:
        if part in problem:
            return found, expected, hint
    return f"broken YAML ({problem})", _KEY_VALUE, ""


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
