"""Sentences for typed answers. A first version: the room of answers brings its own (replace this file whole, keep the names)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.model.report import Remark


def caret(text: str, position: int, length: int, width: int) -> list[str]:
    """The text, and a caret under the part that a remark is about."""
    return [text[:width], (" " * position + "^" * max(1, length))[:width]]


def remark_sentence(remark: Remark) -> str:
    """Why a text cannot be read."""
    return f"{remark.code} {remark.facts or ''}".strip()


def note_sentence(remark: Remark) -> str:
    """How something was read that could be read otherwise."""
    return f"{remark.code} {remark.facts or ''}".strip()


def hint_sentence(hint: Any) -> str:
    """How an expression is related to the right one."""
    return str(hint)


def gap_sentence(gap: Any, facts: dict[str, Any]) -> str:
    """How a value is related to the right one."""
    return f"{gap} {facts or ''}".strip()
