"""Expected against got, part by part: form, then shape, dtype, finiteness, values. The expected value always stands second.

What counts as the right form is one table, docs/learners.md; `_leaf_form` and `_match` are it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.judge.failure import Failure
from grader.model.case import Opaque
from grader.model.content import Contract
from grader.model.enums import Check, Fact
from grader.model.report import Error
from grader.truth import align

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Expected, Tree

SHOWN_ENTRIES: Final = 36
"""As many wrong entries as a 6 x 6 array has are named in a finding."""

_TINY: Final = float(np.finfo(np.float64).tiny)


class Terms(msgspec.Struct, frozen=True, gc=False):
    """By what a result is compared."""

    contract: Contract
    dtype: str
    """Of the case's inputs."""
    details: bool = True
    """Whether a failure says which entries are wrong, and by how much."""


def compare(terms: Terms, expected: Expected, got: Tree) -> Iterator[Failure]:
    """Every part of `got` that is not what it should be: at most one failure a part, the first of form, shape, dtype, values.

    What the exercise leaves free is taken out of `got` first.
    """
    if got is None and expected.value is not None:
        yield Failure(check=Check.FORM, fact=Fact.RETURNED_NOTHING, expected=form_of(expected.value), got="None")
        return
    aligned = align(expected.free, expected.value, got)
    yield from _match(terms, expected.value, expected.tolerance, aligned, "")


def form_of(value: Tree) -> str:
    """What kind of value this is, in a word or two: `tuple of 3`, `2-D array`, `number`."""
    match value:
        case Opaque():
            return value.type_name
        case tuple() | list():
            return f"{type(value).__name__} of {len(value)}"
        case dict():
            return "dict"
        case np.ndarray() if value.ndim:
            return f"{value.ndim}-D array"
        case bool() | np.bool_():
            return "bool"
        case str() | None:
            return "text" if value is not None else "None"
        case _:
            return "number"


def _match(terms: Terms, expected: Tree, tolerance: Tree, got: Tree, part: str) -> Iterator[Failure]:
    if isinstance(expected, dict):
        yield from _match_dict(terms, expected, tolerance, got, part)
    elif isinstance(expected, tuple | list):
        yield from _match_sequence(terms, expected, tolerance, got, part)
    else:
        failure = _leaf(terms, expected, tolerance, got, part)
        if failure is not None:
            yield failure


def _wrong_form(expected: Tree, got: Tree, part: str) -> Failure:
    return Failure(check=Check.FORM, fact=Fact.WRONG_FORM, part=part, expected=form_of(expected), got=form_of(got))


def _match_dict(terms: Terms, expected: dict[str, Tree], tolerance: Any, got: Tree, part: str) -> Iterator[Failure]:
    if not isinstance(got, dict):
        yield _wrong_form(expected, got, part)
        return
    missing = tuple(key for key in expected if key not in got)
    if missing:
        yield Failure(
            check=Check.FORM,
            fact=Fact.MISSING_KEY,
            part=part,
            names=missing,
            expected=", ".join(expected),
            got=", ".join(map(str, got)),
        )
        return
    for key, value in expected.items():
        yield from _match(terms, value, tolerance[key], got[key], f'{part}["{key}"]')


def _match_sequence(
    terms: Terms, expected: tuple[Tree, ...] | list[Tree], tolerance: Any, got: Tree, part: str
) -> Iterator[Failure]:
    if not isinstance(got, tuple | list):
        yield _wrong_form(expected, got, part)
    elif len(got) != len(expected):
        yield Failure(check=Check.FORM, fact=Fact.WRONG_LENGTH, part=part, expected=len(expected), got=len(got))
    else:
        for position, value in enumerate(expected):
            yield from _match(terms, value, tolerance[position], got[position], f"{part}[{position}]")


def _leaf(terms: Terms, expected: Tree, tolerance: Any, got: Tree, part: str) -> Failure | None:
    if isinstance(expected, str) or expected is None:
        return _identical(expected, got, part) if isinstance(got, str) or got is None else _wrong_form(expected, got, part)
    if isinstance(got, Opaque | str | tuple | list | dict) or got is None:
        return _wrong_form(expected, got, part)
    want, have = np.asarray(expected), np.asarray(got)
    if want.shape != have.shape:
        return Failure(check=Check.SHAPE, fact=Fact.WRONG_SHAPE, part=part, expected=want.shape, got=have.shape)
    if want.dtype.kind == "b":
        if have.dtype.kind != "b":
            return _wrong_form(expected, got, part)
        return _values(terms, want, have, None, part)
    wanted = _wanted_dtype(terms.contract, terms.dtype, have, is_scalar=want.ndim == 0)
    if wanted:
        return Failure(check=Check.DTYPE, fact=Fact.WRONG_DTYPE, part=part, expected=wanted, got=have.dtype.name)
    return _values(terms, want, have, tolerance, part)


def _identical(expected: Any, got: Any, part: str) -> Failure | None:
    if expected == got:
        return None
    return Failure(
        check=Check.AGREES, fact=Fact.VALUES_DIFFER, part=part, expected=expected, got=got, error=Error(1, 1, "inf", "inf")
    )


def _wanted_dtype(contract: Contract, dtype: str, have: np.ndarray[Any, Any], *, is_scalar: bool) -> str:
    """The dtype that should have come back, or nothing if it is right. A number may be any real number."""
    kind = have.dtype.kind
    if kind not in "fiu":
        return "float64"
    if is_scalar:
        return ""
    floating = dtype if dtype.startswith("float") else "float64"
    match contract.dtype:
        case "preserve":
            return "" if have.dtype.name == floating else floating
        case "float64" | "float32" as fixed:
            return "" if have.dtype.name == fixed else fixed
        case _:
            too_narrow = kind == "f" and have.dtype.itemsize < np.dtype(floating).itemsize
            return floating if too_narrow else ""


def _values(terms: Terms, want: np.ndarray[Any, Any], have: np.ndarray[Any, Any], tolerance: Any, part: str) -> Failure | None:
    with np.errstate(invalid="ignore"):  # a NaN that signals is a NaN
        wanted, given = want.astype(np.float64), have.astype(np.float64)
    allowed = np.zeros(want.shape) if tolerance is None else np.broadcast_to(np.asarray(tolerance, dtype=np.float64), want.shape)
    with np.errstate(all="ignore"):
        distance = np.abs(given - wanted)
        # Written so that NaN is wrong unless it is expected: comparisons with NaN are False. What is not finite has no neighbours.
        right = (np.isfinite(wanted) & (distance <= allowed)) | (given == wanted) | (np.isnan(given) & np.isnan(wanted))
    if right.all():
        return None
    if not terms.details:
        finite = (np.isfinite(given) == np.isfinite(wanted))[~right].all()
        check, fact = (Check.AGREES, Fact.VALUES_DIFFER) if finite else (Check.FINITE, Fact.NOT_FINITE)
        return Failure(check=check, fact=fact, part=part)
    return _difference(wanted, given, allowed, ~right, part)


def _difference(
    wanted: np.ndarray[Any, Any], given: np.ndarray[Any, Any], allowed: np.ndarray[Any, Any], wrong: np.ndarray[Any, Any], part: str
) -> Failure:
    with np.errstate(all="ignore"):
        distance = np.where(wrong, np.abs(given - wanted), 0.0)
        distance = np.where(np.isnan(distance), math.inf, distance)
        excess = distance / (allowed + _TINY)
        scale = np.maximum(np.abs(wanted), 1e-3 * np.max(np.abs(wanted), initial=0.0, where=np.isfinite(wanted)))
        relative = np.where(scale > 0, distance / scale, np.where(distance > 0, 1.0, 0.0))
    flat = np.flatnonzero(wrong)
    order = flat[np.argsort(-excess.ravel()[flat], kind="stable")][:SHOWN_ENTRIES]
    places = list(zip(*(axis.tolist() for axis in np.unravel_index(order, wanted.shape)), strict=True)) if wanted.ndim else [()]
    worst = places[0]
    not_finite = bool((np.isfinite(given) != np.isfinite(wanted))[wrong].any())
    expected, got = float(wanted[worst]), float(given[worst])
    return Failure(
        check=Check.FINITE if not_finite else Check.AGREES,
        fact=Fact.NOT_FINITE if not_finite else Fact.VALUES_DIFFER,
        part=part,
        severity=math.inf if not_finite else float(np.max(relative[wrong])),
        index=worst,
        wrong_at=tuple(places),
        expected=expected,
        got=got,
        error=Error(
            int(wrong.sum()),
            wrong.size,
            plain(abs(got - expected)),
            plain(abs(got - expected) / abs(expected) if expected else math.inf),
        ),
        tolerance=float(allowed[worst]),
    )


def plain(number: float) -> float | str:
    """A number that JSON can carry: NaN and infinities as text."""
    return number if math.isfinite(number) else str(number)
