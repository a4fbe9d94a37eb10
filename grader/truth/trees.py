"""Walking trees of results: tuples, lists and dicts of leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Tree


def leaves(tree: Tree, part: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with the text that selects it: `[1]`, `["W1"]`."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f'{part}["{key}"]')
    elif isinstance(tree, tuple | list):
        for position, value in enumerate(tree):
            yield from leaves(value, f"{part}[{position}]")
    else:
        yield part, tree


def paired(tree: Tree, other: Tree, part: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every leaf of `tree` beside that of `other`, which must have the same form; more keys in its dicts are passed over.

    Raises:
        ValueError: with the part and what should be there.
    """
    if isinstance(tree, dict):
        if not isinstance(other, dict) or not tree.keys() <= other.keys():
            raise ValueError(f"{part or 'the result'}: not a dict with the keys {', '.join(map(str, tree))}")
        for key, value in tree.items():
            yield from paired(value, other[key], f'{part}["{key}"]')
    elif isinstance(tree, tuple | list):
        if not isinstance(other, tuple | list) or len(tree) != len(other):
            raise ValueError(f"{part or 'the result'}: not a {type(tree).__name__} of {len(tree)}")
        for position, (value, beside) in enumerate(zip(tree, other, strict=True)):
            yield from paired(value, beside, f"{part}[{position}]")
    elif isinstance(other, dict | tuple | list):
        raise ValueError(f"{part or 'the result'}: a {type(other).__name__}, not one value")  # noqa: TRY004 - a form, as above
    else:
        yield part, tree, other


def rebuild(tree: Tree, replacements: Iterator[Any]) -> Tree:
    """The same tree with the next of `replacements` in place of every leaf, in the order of `leaves`."""
    if isinstance(tree, dict):
        return {key: rebuild(value, replacements) for key, value in tree.items()}
    if isinstance(tree, tuple | list):
        parts = [rebuild(value, replacements) for value in tree]
        return parts if isinstance(tree, list) else tuple(parts)
    return next(replacements)
