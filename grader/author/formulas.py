"""Formulas of an exercise's texts that would be shown as they stand: an odd `$`, a brace that is not closed, an unknown command."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.author.telling import where
from grader.model.proof import Proved
from grader.words.latex import SHOWN
from grader.words.proving import odd_dollar, unclosed_brace, unknown_command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.exercise import Exercise

NAME: Final = "formulas can be read"
_SECTIONS: Final = ("ask", "hints", "explain", "interview", "mistakes", "variants", "right", "wrong")
_KEYS: Final = frozenset({"ask", "hints", "explain", "answer", "says", "right", "text"})
"""Keys of texts that are shown with formulas."""
_CODE: Final = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_FORMULA: Final = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")


def formulas(exercise: Exercise) -> Iterator[Proved]:
    """One step for each kind of fault there is; none where every formula can be read."""
    for path, text in _texts(exercise.content, ""):
        for detail, holds in _faults(_CODE.sub("", text).replace(r"\$", "")):
            yield Proved(NAME, holds, detail, warns=holds, more=(f"at        {where(exercise, path)}",))


def _faults(text: str) -> Iterator[tuple[str, bool]]:
    """What is wrong with the formulas of a text, and whether it can stay."""
    if text.replace("$$", "").count("$") % 2:
        yield odd_dollar(), False
        return
    for formula in _FORMULA.findall(text):
        braces = re.sub(r"\\[{}\\]", "", formula)
        if braces.count("{") != braces.count("}"):
            yield unclosed_brace(formula), False
        # The page may know what the terminal does not.
        yield from ((unknown_command(name), True) for name in _COMMAND.findall(formula) if not _is_known(name))


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text that may hold formulas, with its path."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if path or name in _SECTIONS:
                part = getattr(value, name)
                if not isinstance(part, str):
                    yield from _texts(part, f"{path}.{name}" if path else name)
                elif name in _KEYS and not (name == "answer" and "interview" not in path):
                    yield f"{path}.{name}" if path else name, part
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            if not isinstance(item, str):
                yield from _texts(item, f"{path}[{number}]")
            elif path in ("hints", "right"):
                yield f"{path}[{number}]", item


@cache
def _is_known(name: str) -> bool:
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    return name in SHOWN or (spec is not None and bool(spec.macroname))
