"""Titles, names and needs: what a person reads and writes on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.bank.describing import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.bank.draft import CodeDraft, Draft
    from grader.bank.node import Path


def check_texts(draft: Draft) -> None:
    """The title is one line; no exercise is needed twice."""
    content = draft.content
    if draft.sound("title") and "\n" in content.title.strip():
        draft.add(("title",), "a text of several lines", "one line")
    for i, name in enumerate(content.needs):
        if name in content.needs[:i] and draft.sound("needs", i):
            draft.add(("needs", i), f"`{name}` a second time", "each exercise once")


def check_names(draft: CodeDraft) -> None:
    """Cases are told apart by name, so are properties, mistakes and alternatives; no two of a kind share one."""
    content = draft.content
    seen: dict[str, str] = {}
    for section in ("edge_cases", "raises"):
        for i, case in enumerate(getattr(content, section)):
            _check_name(draft, (section, i, "name"), case.get("name"), seen)
    for section in ("properties", "mistakes", "alternatives"):
        check_told_apart(draft, (section,), getattr(content, section))


def check_told_apart(draft: Draft, path: Path, items: Sequence[Any]) -> None:
    """No two items of a list share a name."""
    seen: dict[str, str] = {}
    for i, item in enumerate(items):
        _check_name(draft, (*path, i, "name"), item.name, seen)


def _check_name(draft: Draft, path: Path, name: Any, seen: dict[str, str]) -> None:
    if not isinstance(name, str) or not name.strip() or not draft.sound(*path):
        return
    if "\n" in name.strip():
        draft.add(path, "a text of several lines", "one line")
    elif name in seen:
        draft.add(path, f"{describe(name)} a second time", f"another name: {seen[name]} has it")
    seen.setdefault(name, f"{path[0]}[{path[1]}]")
