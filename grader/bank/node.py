"""What a YAML file holds, with the place of every part."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from grader.model.errors import Fault

Path = tuple[str | int, ...]
"""Keys and indexes from the top of the file: `("inputs", "x", "range", 1)`."""


class Place(msgspec.Struct, frozen=True):
    """Line and column, both from 1."""

    line: int
    column: int


class Node(msgspec.Struct, frozen=True):
    """One value of the file: a scalar, a list of nodes, or a mapping from text to nodes."""

    value: bool | int | float | str | list[Node] | dict[str, Node] | None
    place: Place
    keys: dict[str, Place] = {}
    """Where each key of a mapping stands."""
    block: bool = False
    """A text whose lines stand in the file as they are, below the place."""

    @property
    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value

    def place_of(self, path: Path, *, key: bool = False, within: int = 0) -> Place:
        """Place of the value at `path`, or of its key; of the nearest part around it where there is no such value.

        `within` is the line that is meant of a text of several, counted from 1; its column is not known.
        """
        node, place = self, self.place
        for step in path:
            if isinstance(step, str) and isinstance(node.value, dict) and step in node.value:
                place, node = node.keys[step], node.value[step]
            elif isinstance(step, int) and isinstance(node.value, list) and step < len(node.value):
                node = node.value[step]
                place = node.place
            else:
                return place
        return place if key else Place(node.place.line + within, 0) if within and node.block else node.place


def render(path: Path) -> str:
    """`inputs.x.range[1]`; a key that would read as something else is quoted: `inputs["a b"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step and not set(step) & set(" .[]\"'\n\t"):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step, ensure_ascii=False)}]"
    return text


class Faults:
    """Collects what is wrong with one file."""

    def __init__(self, file: str, root: Node) -> None:
        self.file, self.root = file, root
        self.found: list[Fault] = []
        self.paths: set[Path] = set()

    def add(
        self,
        path: Path,
        found: str,
        expected: str,
        hint: str = "",
        *,
        key: bool = False,
        shown: tuple[str, ...] = (),
        within: int = 0,
    ) -> None:
        """Note a fault at `path`.

        Args:
            path: of the part.
            found: what stands there.
            expected: what should.
            hint: what to do.
            key: the key itself is what is wrong, not its value.
            shown: lines below what was found.
            within: the line of the text at `path` that is meant, counted from 1.
        """
        place = self.root.place_of(path, key=key, within=within)
        self.paths.add(path)
        self.found.append(
            Fault(
                file=self.file,
                line=place.line,
                column=place.column,
                path=render(path),
                found=found,
                expected=expected,
                hint=hint,
                shown=shown,
            )
        )

    def sound(self, *path: str | int) -> bool:
        """Whether nothing was wrong at `path`, above it or below it."""
        return not any(path[: len(bad)] == bad or bad[: len(path)] == path for bad in self.paths)

    def present(self, *path: str | int) -> bool:
        """Whether nothing was wrong at `path` itself or above it; parts below may be."""
        return not any(path[: len(bad)] == bad for bad in self.paths)
