"""What a function returns, as `returns` writes it: the parts of a result."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


class Named(msgspec.Struct, frozen=True):
    """The value of a truth line."""

    name: str


class Derivative(msgspec.Struct, frozen=True):
    """Derivatives of `of` by each of `wrt`: the one alone, a dict by name, or a tuple.

    Axes of `wrt` come after those of `of` (numerator layout); a Hessian has those of `wrt` twice.
    """

    of: str
    wrt: tuple[str, ...]
    order: int
    """2 for a Hessian."""
    form: str
    """`one`, `dict` or `tuple`."""
    over: str = "all"
    """`last`: `of` and `wrt` are stacks of vectors, each of which depends on its own alone."""
    scalar: bool = True
    """Whether `of` must be a single number, as for a gradient."""


class Several(msgspec.Struct, frozen=True):
    """A tuple, or a dict with text keys."""

    parts: tuple[Part, ...]
    keys: tuple[str, ...] | None = None


class Described(msgspec.Struct, frozen=True):
    """A part without truth: only its form is known."""

    description: dict[str, Any]


Part = Named | Derivative | Several | Described

DESCRIPTIONS: Final = ("shape", "like", "type", "list")
_DERIVATIVES: Final = ("grad", "jacobian", "hessian")
_TYPES: Final = ("int", "bool", "text", "float")
EXPECTED: Final = "a truth line, a list, or a mapping with one of: dict, " + ", ".join((*_DERIVATIVES, *DESCRIPTIONS))


def parse_returns(
    value: Any,
    targets: Collection[str] | None,
    inputs: Collection[str],
    packs: Mapping[str, tuple[str, ...]],
) -> Part:
    """The tree of `returns`. `targets`: names of truth lines, empty for a truth function (any name will do), None without truth.

    Raises:
        ContentError: with a path such as `returns[1].wrt[0]`.
    """
    return _Reader(targets, inputs, packs).part(value, "returns")


def derivatives(part: Part) -> Iterator[Derivative]:
    """Every derivative in the tree."""
    if isinstance(part, Derivative):
        yield part
    elif isinstance(part, Several):
        for inner in part.parts:
            yield from derivatives(inner)


def names(part: Part) -> Iterator[str]:
    """Every truth line that the tree returns or differentiates, in order."""
    if isinstance(part, Named):
        yield part.name
    elif isinstance(part, Derivative):
        yield part.of
    elif isinstance(part, Several):
        for inner in part.parts:
            yield from names(inner)


class _Reader:
    def __init__(self, targets: Collection[str] | None, inputs: Collection[str], packs: Mapping[str, tuple[str, ...]]) -> None:
        self.targets, self.inputs, self.packs = targets, inputs, packs

    def part(self, value: Any, path: str) -> Part:
        if isinstance(value, str):
            return Named(self.name(value, path))
        if isinstance(value, list | tuple):
            if not value:
                raise ContentError(path, "an empty list", EXPECTED)
            return Several(tuple(self.part(part, f"{path}[{position}]") for position, part in enumerate(value)))
        if isinstance(value, dict):
            return self.mapping(value, path)
        raise ContentError(path, f"`{value}`", EXPECTED)

    def mapping(self, value: dict[str, Any], path: str) -> Part:
        words = [key for key in value if key in ("dict", *_DERIVATIVES, *DESCRIPTIONS)]
        if not words:
            near = difflib.get_close_matches(str(next(iter(value), "")), ("dict", *_DERIVATIVES, *DESCRIPTIONS), n=1)
            hint = f"did you mean `{near[0]}`?" if near else ""
            raise ContentError(path, "a mapping with " + (", ".join(map(str, value)) or "nothing"), EXPECTED, hint)
        word = words[0]
        _only(value, {word: True, **({"wrt": True, "over": False} if word in _DERIVATIVES else {})}, path)
        if word in _DERIVATIVES:
            return self.derivative(word, value, path)
        if word in DESCRIPTIONS:
            return self.described(word, value, path)
        entries = value["dict"]
        if not isinstance(entries, dict) or not entries:
            raise ContentError(f"{path}.dict", f"`{entries}`", "parts by key")
        parts = tuple(self.part(part, f"{path}.dict.{key}") for key, part in entries.items())
        return Several(parts, tuple(map(str, entries)))

    def derivative(self, word: str, value: dict[str, Any], path: str) -> Derivative:
        of, wrt, over = value[word], value["wrt"], value.get("over", "all")
        if not isinstance(of, str):
            raise ContentError(f"{path}.{word}", f"`{of}`", "the name of a truth line")
        if over not in ("last", "all") or (over == "last" and word != "jacobian"):
            raise ContentError(f"{path}.over", f"`{over}`", "`last` or `all`, for a jacobian")
        self.name(of, f"{path}.{word}")
        by: tuple[str, ...]
        if isinstance(wrt, str):
            by, form = (self.variable(wrt, f"{path}.wrt"),), "one"
        elif isinstance(wrt, list | tuple) and wrt:
            by = tuple(self.variable(name, f"{path}.wrt[{position}]") for position, name in enumerate(wrt))
            packed = any(set(by) <= set(members) for members in self.packs.values())
            form = "dict" if packed else "tuple"
        else:
            raise ContentError(f"{path}.wrt", f"`{wrt}`", "a name or a list of names")
        return Derivative(of, by, 2 if word == "hessian" else 1, form, over, word != "jacobian")

    def described(self, word: str, value: dict[str, Any], path: str) -> Described:
        if self.targets is not None:
            raise ContentError(path, f"`{word}`", "a part with a truth line: the exercise has truth")
        if word == "type" and value["type"] not in _TYPES:
            raise ContentError(f"{path}.type", f"`{value['type']}`", "one of " + ", ".join(_TYPES))
        if word == "like" and value["like"] not in self.inputs:
            raise ContentError(f"{path}.like", f"`{value['like']}`", "the name of an input", _near(str(value["like"]), self.inputs))
        if word == "list":
            self.part(value["list"], f"{path}.list")
        return Described(dict(value))

    def name(self, name: str, path: str) -> str:
        if self.targets is None:
            raise ContentError(path, f"`{name}`", "a description such as `{shape: [N]}`: the exercise has no truth")
        if self.targets and name not in self.targets:
            raise ContentError(path, f"`{name}`", "one of the truth lines " + ", ".join(self.targets), _near(name, self.targets))
        return name

    def variable(self, name: Any, path: str) -> str:
        known = [*self.inputs, *(self.targets or ())]
        if name not in known:
            raise ContentError(path, f"`{name}`", "an input or a truth line: " + ", ".join(known), _near(str(name), known))
        return str(name)


def _only(value: dict[str, Any], keys: dict[str, bool], path: str) -> None:
    for key in value:
        if key not in keys:
            raise ContentError(f"{path}.{key}", f"the key `{key}`", "only " + ", ".join(keys), _near(str(key), keys))
    for key, required in keys.items():
        if required and key not in value:
            raise ContentError(path, "no " + key, f"the key `{key}`")


def _near(word: str, words: Collection[str]) -> str:
    near = difflib.get_close_matches(word, [*words], n=1)
    return f"did you mean `{near[0]}`?" if near else ""
