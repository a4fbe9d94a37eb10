"""Generators written in Python: every choice they make is a latent, so that one shrinker serves them too."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.model.errors import ContentError
from grader.sample.domain import Domain, Floats, make_domain
from grader.sample.fields import Field, Frame, Parts, Source
from grader.sample.rows import indexes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.enums import Stratum
    from grader.sample.inputs import InputPlan

_MOST_CHOICES: Final = 1_000


class Draw:
    """What a generator `name(draw, dims, inputs)` draws with.

    Bounds are included. The stratum is followed where it can be: whole numbers in `integer`, equal ones in `tie`. When a case is
    shrunk the generator runs again, with other choices of the same bounds, so it must accept whatever it may be given.
    """

    def __init__(self, plan: InputPlan, frame: Frame, source: Source) -> None:
        self._plan, self._frame, self._source = plan, frame, source
        self.fields: list[Field] = []
        self.parts: list[Floats] = []

    @property
    def stratum(self) -> Stratum:
        """The kind of case that is drawn."""
        return self._frame.stratum

    @property
    def dtype(self) -> str:
        """The dtype that the case asks of this input."""
        return self._frame.dtype_of(self._plan)

    def integer(self, low: int, high: int) -> int:
        """A whole number."""
        return int(self._choice((), self._domain(low, high, whole=True)).item())

    def real(self, low: float, high: float, *, log: bool = False) -> float:
        """A number; with `log` evenly on a logarithmic scale."""
        return float(self._choice((), self._domain(low, high, log=log)).item())

    def boolean(self) -> bool:
        """True or False."""
        return bool(self.integer(0, 1))

    def choice(self, options: Sequence[Any]) -> Any:
        """One of the options; the first is the simplest."""
        if not len(options):
            raise self._fault("a choice of nothing", "at least one option")
        return options[int(self._choice((), indexes(len(options))).item())]

    def array(self, shape: int | tuple[int, ...], low: float, high: float, *, log: bool = False) -> Floats:
        """Numbers, as an array of float64."""
        return self._choice(_shape(shape), self._domain(low, high, log=log)).copy()

    def integers(self, shape: int | tuple[int, ...], low: int, high: int) -> Any:
        """Whole numbers, as an array of int64."""
        return self._choice(_shape(shape), self._domain(low, high, whole=True)).astype(np.int64)

    def _domain(self, low: float, high: float, *, whole: bool = False, log: bool = False) -> Domain:
        if not (math.isfinite(low) and math.isfinite(high)):
            raise self._fault(f"a choice from {low} to {high}", "finite bounds")
        try:
            return make_domain(low, high, whole=whole, log=log)
        except ValueError as error:
            raise self._fault(f"a choice from {error}", "the smaller bound first, and numbers between") from None

    def _choice(self, shape: tuple[int, ...], domain: Domain) -> Floats:
        if len(self.parts) >= _MOST_CHOICES:
            raise self._fault(f"{_MOST_CHOICES} choices", "fewer: draw arrays, not entries")
        field = Field(shape, (None,) * len(shape), domain)
        part = self._source.part(self._plan, len(self.parts), field, self._frame)
        self.fields.append(field)
        self.parts.append(part)
        return part

    def _fault(self, found: str, expected: str) -> ContentError:
        return ContentError(f"{self._plan.path}.draw", found, expected)


class Drawn(msgspec.Struct, frozen=True):
    """What a generator made, and of which choices."""

    value: Any
    fields: tuple[Field, ...]
    parts: Parts


def run_generator(plan: InputPlan, frame: Frame, source: Source, dims: dict[str, int], inputs: dict[str, Any]) -> Drawn:
    """Run the generator of an input.

    Raises:
        ContentError: for a choice that cannot be made, and for whatever the generator raises: it is the bank's.
    """
    assert plan.generator is not None
    draw = Draw(plan, frame, source)
    try:
        value = plan.generator(draw, dict(dims), dict(inputs))
    except ContentError:
        raise
    except Exception as error:
        found = f"the generator fails: {type(error).__name__}: {error}"
        raise ContentError(f"{plan.path}.draw", found, "a value for every draw") from error
    return Drawn(value, tuple(draw.fields), tuple(draw.parts))


def _shape(shape: int | tuple[int, ...]) -> tuple[int, ...]:
    return (shape,) if isinstance(shape, int) else tuple(int(length) for length in shape)
