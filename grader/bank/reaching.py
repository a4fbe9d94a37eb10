"""The part of a Python file that one function needs: imports, itself, and whatever it reaches by name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def reached(tree: ast.Module, text: str, name: str) -> str:
    """The text of the file without the top-level functions, classes and constants that the function `name` has no use for."""
    definitions = {defined: node for node in tree.body for defined in _defined(node)}
    kept: set[ast.stmt] = {node for node in tree.body if not any(_defined(node))}
    pending = [definitions[name], *kept]
    while pending:
        node = pending.pop()
        kept.add(node)
        pending += [definitions[used] for used in _used(node) if used in definitions and definitions[used] not in kept]
    return "".join(part for node, part in _parts(tree, text) if node in kept)


def _defined(node: ast.stmt) -> Iterator[str]:
    """The names that a top-level statement exists for; imports and all else is needed by anyone."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def _used(node: ast.stmt) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _parts(tree: ast.Module, text: str) -> Iterator[tuple[ast.stmt, str]]:
    """Each top-level statement with the comments above it."""
    lines, start = text.splitlines(keepends=True), 0
    for node in tree.body:
        end = node.end_lineno or start
        yield node, "".join(lines[start:end])
        start = end
