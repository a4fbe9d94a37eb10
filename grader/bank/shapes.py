"""Nested lists as arrays, and shapes that go together; without numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.bank.describing import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[int, ...]
Shape = tuple[int | str, ...]


def lengths_of(value: Any) -> tuple[int, ...]:
    """The shape of nested lists, read off their first entries; that of a number is empty."""
    lengths = []
    while isinstance(value, list):
        lengths.append(len(value))
        value = value[0] if value else None
    return tuple(lengths)


def no_array(value: Any) -> tuple[Place, str, str] | None:
    """Where nested lists are no array of numbers: the place, what is there, what was expected; None where they are one."""
    return _no_array(value, lengths_of(value), ())


def _no_array(value: Any, shape: tuple[int, ...], place: Place) -> tuple[Place, str, str] | None:
    if not shape:
        if isinstance(value, bool | int | float):
            return None
        return place, describe(value), "a number, as elsewhere in the array" if isinstance(value, list) else "a number"
    if not isinstance(value, list) or len(value) != shape[0]:
        return place, describe(value), f"a list of {shape[0]}, as long as the first one"
    for i, item in enumerate(value):
        problem = _no_array(item, shape[1:], (*place, i))
        if problem is not None:
            return problem
    return None


def agrees(shape: Shape | None, lengths: tuple[int, ...], dims: dict[str, int]) -> bool:
    """Whether an array of these lengths has the shape, where some dims are settled; those that it settles are added.

    Extents that are expressions over dims fit anything here: the sampler evaluates them.
    """
    if shape is None or len(shape) != len(lengths):
        return shape is None and not lengths
    for extent, length in zip(shape, lengths, strict=True):
        wanted = extent if isinstance(extent, int) else dims.setdefault(extent, length) if extent.isidentifier() else length
        if wanted != length:
            return False
    return True


def first_misfit(
    given: Sequence[tuple[Sequence[Shape | None], tuple[int, ...]]], dims: dict[str, int]
) -> tuple[int, dict[str, int]] | None:
    """Which of the arrays does not fit those before it, in the alternative that goes furthest; with the dims settled by then.

    Each is its input's alternatives and its lengths. None where one alternative fits all.
    """
    furthest: tuple[int, dict[str, int]] | None = None
    for alternative in range(max((len(shapes) for shapes, _ in given), default=1)):
        settled = dict(dims)
        for i, (shapes, lengths) in enumerate(given):
            before = dict(settled)
            if not agrees(shapes[alternative if len(shapes) > 1 else 0], lengths, settled):
                if furthest is None or i > furthest[0]:
                    furthest = i, before
                break
        else:
            return None
    return furthest


def shape_text(shape: Shape | None) -> str:
    """`[N, 3]`, or `a number`."""
    return "a number" if shape is None else f"[{', '.join(map(str, shape))}]"
