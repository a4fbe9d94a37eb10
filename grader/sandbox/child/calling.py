"""How an answer is called: the one place of truth, for the child and, with references and mistakes, for the grader.

What is used after the learner's code was imported is taken by name before it, where an answer could replace it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy import copy, empty, errstate, iinfo, may_share_memory, nan, ndarray, shares_memory

from .facts import error_facts
from .flatten import Flattener
from .rebuild import Rebuilder
from .trees import ARGUMENTS_CAP, MAX_DEPTH, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import CodeType

    from .facts import Shown
    from .trees import Array

MAX_WARNINGS: Final = 16
EARLIER: Final = "an earlier result"
"""Told among the aliases when a result lies in the memory of the one before: that one has changed under its owner."""
_PLAIN: Final = frozenset((int, float, str, bool, type(None)))
AFTER_SLACK: Final = 1 << 20
"""Bytes by which the arguments may grow in a call and still be sent back."""


class Caller:
    """Calls one function and tells what came of it as a reply: a dict for JSON, and arrays."""

    def __init__(
        self,
        function: Callable[..., Any],
        parameters: tuple[str, ...],
        shown: Shown,
        *,
        result_bytes: int,
        caught: type[BaseException] = BaseException,
    ) -> None:
        """`parameters` are the names of the signature in order; `result_bytes` bounds the arrays of a result."""
        self._function = function
        self._parameters = parameters
        self._shown = shown
        self._result_bytes = result_bytes
        self._caught = caught
        self._last: list[Array] = []
        """The arrays that the call before returned: held, so that memory which is shared with them is shared on purpose."""

    def reply(self, request: dict[str, Any], take: Callable[[str, list[Any]], Array]) -> tuple[dict[str, Any], list[Array]]:
        """Build the arguments that `request` asks for, call, and tell: value, arguments after, aliases, warnings, or the error."""
        layout = request["layout"]
        made = [_make(recipe) for recipe in request["made"]]
        rebuilder = Rebuilder(take, made, lay=lambda array: lay(array, layout))
        arguments = {name: rebuilder.tree(node) for name, node in request["arguments"].items()}
        numbers = {id(value): k for k, value in enumerate(made)}
        caught: list[Any] = []
        try:
            value = self._call(arguments, caught, by_name_alone=request.get("by_name", False))
            told, arrays = self._returned(value, arguments, Flattener(lambda value: numbers.get(id(value))))
        except self._caught as error:
            return {"outcome": "raised", "error": error_facts(error, self._shown), "warnings": _texts(caught)}, []
        return {"outcome": "returned", **told, "warnings": _texts(caught)}, arrays

    def _call(self, arguments: dict[str, Any], caught: list[Any], *, by_name_alone: bool) -> Any:
        by_position, by_name = ([], arguments) if by_name_alone else arrange(arguments, self._parameters)
        with catch_warnings(record=True) as log, errstate(all="warn", under="ignore"):
            simplefilter("default")
            try:
                return self._function(*by_position, **by_name)
            finally:
                caught += log

    def _returned(self, value: Any, arguments: dict[str, Any], flattener: Flattener) -> tuple[dict[str, Any], list[Array]]:
        parts = list(_arrays(value))
        aliases = [name for name, argument in arguments.items() if _share(parts, _arrays(argument))]
        if _share(parts, self._last):
            aliases.append(EARLIER)
        self._last = parts
        node = flattener.tree(value, self._result_bytes)
        share = max(len(arguments), 1)
        after = {
            name: flattener.tree(argument, AFTER_SLACK // share + size(argument), ARGUMENTS_CAP // share)
            for name, argument in arguments.items()
        }
        return {"value": node, "after": after, "aliases": aliases}, flattener.arrays


def arrange(arguments: dict[str, Any], parameters: tuple[str, ...]) -> tuple[list[Any], dict[str, Any]]:
    """By position up to the first parameter left out, by name after it; all by position where the names are not known."""
    if not set(arguments) <= set(parameters):
        return list(arguments.values()), {}
    by_position = []
    for name in parameters:
        if name not in arguments:
            break
        by_position.append(arguments[name])
    return by_position, {name: arguments[name] for name in parameters[len(by_position) :] if name in arguments}


def size(value: Any) -> int:
    """Bytes of the arrays in a tree."""
    return sum(array.nbytes for array in _arrays(value))


def lay(array: Array, layout: str) -> Any:
    """A fresh copy of `array` that lies in memory as `layout` says (`grader.model.enums.Layout`)."""
    if layout == "list":
        return array.tolist()
    if layout == "fortran":
        return copy(array, order="F")
    if layout == "strided" and array.ndim:
        return _strided(array)
    if layout == "readonly":
        # Over bytes: an array that owned its memory could be made writeable again.
        return ndarray(array.shape, array.dtype, array.tobytes())
    return copy(array, order="C")


def _strided(array: Array) -> Array:
    """Every second entry along the first and the last axis of a larger array; what lies between is NaN, or the largest integer."""
    ends = {0, array.ndim - 1}
    larger = empty([2 * n + 1 if axis in ends else n for axis, n in enumerate(array.shape)], array.dtype)
    kind = array.dtype.kind
    larger[...] = nan if kind in "fc" else iinfo(array.dtype).max if kind in "iu" else True
    view: Array = larger[tuple(slice(1, None, 2) if axis in ends else slice(None) for axis in range(array.ndim))]
    view[...] = array
    return view


def _make(recipe: list[Any]) -> Any:
    """A callable from `["function", parameter names, source]`, or a generator from `["generator", seed]`."""
    if recipe[0] == "function":
        _, takes, source = recipe
        return eval(_code(f"lambda {', '.join(takes)}: {source}"), {"np": np, "__builtins__": {"len": len}})  # noqa: S307 - ours
    return np.random.default_rng(int(recipe[1], 16))


@cache
def _code(text: str) -> CodeType:
    """The grader's text, compiled: a function comes with every call that asks for it."""
    return compile(text, "<input>", "eval")


def _arrays(value: Any, depth: int = MAX_DEPTH) -> Iterator[Array]:
    """The arrays in a tree, subclasses too."""
    kind = type(value)
    if kind is ndarray or issubclass(kind, ndarray):
        yield value
    elif depth and kind not in _PLAIN:
        for item in _items(value, kind):
            yield from _arrays(item, depth - 1)


def _items(value: Any, kind: type) -> Iterable[Any]:
    for base, items in ((dict, dict.values), (list, list.__iter__), (tuple, tuple.__iter__)):
        if issubclass(kind, base):
            return items(value)
    return ()


def _share(parts: list[Array], others: Iterable[Array]) -> bool:
    for other in others:
        for part in parts:
            # The first looks at where they begin and end, and is quick.
            if may_share_memory(part, other) and shares_memory(part, other):
                return True
    return False


def _texts(caught: list[Any]) -> list[str]:
    texts = dict.fromkeys(tidy(f"{warning.category.__name__}: {warning.message}")[:300] for warning in caught[:1000])
    return list(texts)[:MAX_WARNINGS]
