"""What an input is made of: numbers, labels, functions, generators, choices; and where the other kinds are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.model.case import Function, Generator
from grader.model.enums import Kind
from grader.model.errors import ContentError
from grader.sample.domain import Domain, make_domain
from grader.sample.fields import Behaviour, Field, Frame, Parts
from grader.sample.inputs import length
from grader.sample.matrices import LOW_RANK, ORTHOGONAL, SPD, SYMMETRIC
from grader.sample.rows import MASK, ONE_HOT, SIMPLEX, indexes

if TYPE_CHECKING:
    from grader.sample.inputs import InputPlan

_BITS: Final = make_domain(0, 1, whole=True)
_SEEDS: Final = make_domain(0, 2**31 - 1, whole=True)
_STEP: Final = 0.25
"""Coefficients of functions are multiples of this: short to read and exact in every dtype."""


def behaviour(plan: InputPlan) -> Behaviour:
    """What the kind of an input does; choices and axes go before kinds."""
    if plan.spec.choices is not None:
        return _CHOICE
    return _AXIS if plan.spec.axis_of is not None else _KINDS[plan.kind]


def scalar(value: float, dtype: str) -> float | bool:
    """A Python number."""
    if dtype == "bool":
        return bool(value)
    return float(value) if dtype.startswith("float") else int(value)


def _one_field(plan: InputPlan, frame: Frame, domain: Domain) -> tuple[Field, ...]:
    shape = plan.shape(frame.alternative)
    domain = frame.with_given(plan, domain)
    return (Field((), (), domain) if shape is None else Field(shape.lengths(frame.dims), shape.names, domain),)


def _number_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    return _one_field(plan, frame, frame.domain_of(plan))


def _bit_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    return _one_field(plan, frame, _BITS)


def _label_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    assert plan.classes is not None
    return _one_field(plan, frame, indexes(length(plan.classes, frame.dims)))


def _render_numbers(plan: InputPlan, frame: Frame, parts: Parts) -> Any:
    dtype = frame.dtype_of(plan)
    (values,) = parts
    if plan.shape(frame.alternative) is None:
        return scalar(values.item(), dtype)
    # Always a copy: the latent stays as it is whatever is done to the input. An array without axes stays one, though moves of the
    # shrinker make a number of it.
    return np.array(values, dtype=dtype)


def _function_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    """Which member of the family, and three coefficients."""
    range_ = plan.domain("float64", frame.env)
    low, high = (np.ceil(range_.low / _STEP) * _STEP, np.floor(range_.high / _STEP) * _STEP)
    if low > high:
        raise ContentError(f"{plan.path}.range", f"{range_.low:g} to {range_.high:g}", f"a range that holds a multiple of {_STEP}")
    coefficients = make_domain(float(low), float(high), step=_STEP, special=plan.spec.special, nice=plan.spec.nice)
    return (Field((), (), indexes(len(plan.family))), Field((3,), (None,), coefficients))


def _render_function(plan: InputPlan, frame: Frame, parts: Parts) -> Function:
    member, coefficients = parts
    template = plan.family[int(member)]
    values = dict(zip("abc", coefficients.tolist(), strict=True)) | frame.dims
    return Function(plan.spec.takes, template.filled({name: _literal(values[name]) for name in template.names}))


def _literal(value: float) -> str:
    text = repr(int(value)) if float(value).is_integer() else repr(value)
    return f"({text})" if value < 0 else text


def _rng_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:  # noqa: ARG001 - one signature for all
    return (Field((), (), _SEEDS),)


def _render_rng(plan: InputPlan, frame: Frame, parts: Parts) -> Generator:  # noqa: ARG001 - one signature for all
    return Generator(int(parts[0]))


def _choice_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:  # noqa: ARG001 - one signature for all
    return (Field((), (), indexes(len(plan.spec.choices or ()))),)


def _render_choice(plan: InputPlan, frame: Frame, parts: Parts) -> Any:  # noqa: ARG001 - one signature for all
    assert plan.spec.choices is not None
    return plan.spec.choices[int(parts[0])]


def _axis_fields(plan: InputPlan, frame: Frame) -> tuple[Field, ...]:
    target = plan.spec.axis_of
    if plan.axes:
        count = plan.axes[frame.alternative if len(plan.axes) > 1 else 0]
    else:
        count = np.ndim(frame.env[target]) if target in frame.env else 0
    if count == 0:
        raise ContentError(f"{plan.path}.axis_of", f"`{target}`, which has no axis", "an array input declared before")
    return (Field((), (), make_domain(-count, count - 1, whole=True, nice=(-1,))),)


def _render_axis(plan: InputPlan, frame: Frame, parts: Parts) -> int:  # noqa: ARG001 - one signature for all
    return int(parts[0])


_NUMBERS: Final = Behaviour(_number_fields, _render_numbers)
_CHOICE: Final = Behaviour(_choice_fields, _render_choice)
_AXIS: Final = Behaviour(_axis_fields, _render_axis)
_KINDS: Final = {
    Kind.REAL: _NUMBERS,
    Kind.INTEGER: _NUMBERS,
    Kind.BOOLEAN: Behaviour(_bit_fields, _render_numbers),
    Kind.LABEL: Behaviour(_label_fields, _render_numbers),
    Kind.ONE_HOT: ONE_HOT,
    Kind.SIMPLEX: SIMPLEX,
    Kind.SYMMETRIC: SYMMETRIC,
    Kind.SPD: SPD,
    Kind.ORTHOGONAL: ORTHOGONAL,
    Kind.LOW_RANK: LOW_RANK,
    Kind.MASK: MASK,
    Kind.FUNCTION: Behaviour(_function_fields, _render_function),
    Kind.RNG: Behaviour(_rng_fields, _render_rng),
}
assert _KINDS.keys() == set(Kind)
