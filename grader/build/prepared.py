"""One exercise made ready to grade: its cases, their expected values, and live truth for smaller ones."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader.build.agreeing import agree, roughness, rounding
from grader.build.drawn import Drawn
from grader.build.packing import block
from grader.build.record import Record
from grader.model.case import Call, Case, Expected
from grader.model.enums import Kinks, Layout, Outcome, Source, Stratum
from grader.model.errors import BankError
from grader.sample import arguments
from grader.truth import align, freedom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.build.packing import Block
    from grader.model.case import Tree
    from grader.model.exercise import Exercise
    from grader.sample import Plan
    from grader.truth import Definition

CASES: Final = 100
"""Random cases of one check; edge cases and invalid inputs come beside them."""
MOST_DROPPED: Final = 10
"""Cases that may be undecidable; as many are drawn in reserve."""
SEEDS: Final = 1_000_000
CERTIFIED_AT: Final = 2
"""Draws at which derivatives are certified: small ones, of different shapes."""


class Prepared:
    """An exercise whose cases can be drawn and judged. What a check from the pool does not need is made when it is asked for."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.content = exercise.code
        self.record = Record(exercise)

    @cached_property
    def plan(self) -> Plan:
        """How inputs are drawn."""
        from grader.sample import plan

        return plan(self.exercise)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Of the function, in order."""
        return self.plan.signature.names

    @cached_property
    def definition(self) -> Definition:
        """The truth, parsed."""
        from grader.bank import load_function
        from grader.truth import define

        truth = self.content.truth
        function = None if truth is None or isinstance(truth, str) else load_function(self.exercise, truth.function)
        return define(self.content, function)

    @cached_property
    def reference_function(self) -> Callable[..., Any]:
        """The reference itself."""
        from grader.bank import load_function

        return load_function(self.exercise, self.content.reference)

    def call(self, case: Case) -> Call:
        """The call that an answer gets for this case."""
        given = arguments(self.parameters, self.content.pack, case)
        # One stratum in six is called by keyword, as some of those who use the function will.
        return Call(arguments=given, layout=case.layout, by_name=case.stratum is Stratum.TIE)

    def reference(self, case: Case) -> Tree:
        """The reference's result, on arguments of its own.

        Raises:
            BankError: if the reference does not return.
        """
        return self._witness("reference", self.reference_function, case)

    def second(self, case: Case) -> Tree:
        """The same of the second implementation, which stands beside the reference where there is no truth."""
        from grader.bank import load_function

        assert self.content.second is not None
        return self._witness("second", load_function(self.exercise, self.content.second), case)

    def _witness(self, field: str, function: Callable[..., Any], case: Case) -> Tree:
        from grader.sandbox import observe

        seen = observe(function, self.call(case))
        if seen.outcome is not Outcome.RETURNED:
            error = seen.error
            said = f"raises {error.type_name}: {error.message}" if error else f"raises {seen.detail}"
            if error is not None and error.type_name == "TimeoutError":
                said = f"gives {error.message}"
            found = f"the {field} {said} on {case.name} {case.dims}"
            raise self.refused(field, found, "a result for every valid input")
        return seen.value

    def drawn(self, seed: int | None = None, preferred: int | None = None) -> Drawn:
        """The cases of `seed`, or of a seed of the pool, with expected values: from the pool if they are there, else computed now.

        Of the pool, `preferred` if it is there.

        Raises:
            BankError: if truth, reference and certificate do not agree.
        """
        chosen = self._chosen(preferred) if seed is None else seed
        found = self.record.block(chosen)
        if found is None:
            return self.compute(chosen, pool=seed is None)
        self.parameters = found.parameters
        return Drawn(chosen, Source.POOL, found, self.content)

    def _chosen(self, preferred: int | None) -> int:
        """A seed of the pool; any at all where the pool is empty."""
        pool = self.record.seeds()
        if preferred in pool:
            return preferred
        word = int.from_bytes(os.urandom(4), "big")
        return pool[word % len(pool)] if pool else word % SEEDS

    def compute(self, seed: int, *, pool: bool = True) -> Drawn:
        """Draw the cases of `seed`, compute what is expected of them, and keep both: as one of the pool, or for itself.

        Raises:
            BankError: if truth, reference and certificate do not agree.
        """
        computed = self._computed(seed)
        self.record.keep_block(seed, computed, pool=pool)
        return Drawn(seed, Source.DRAWN, computed, self.content)

    def _computed(self, seed: int) -> Block:
        from grader.sample import draw

        cases = draw(self.plan, seed, CASES + MOST_DROPPED, self._kinks)
        self.certify(cases)
        kept: list[tuple[Case, Expected | None]] = []
        dropped = 0
        for number, case in enumerate(cases):
            if len(kept) >= CASES and number < CASES + MOST_DROPPED:
                continue  # a random case in reserve
            given = self._given(case)
            if given is not None or case.raises is not None:
                kept.append((case, given))
            else:
                dropped += 1
        if dropped > MOST_DROPPED:
            raise self.refused("truth", f"{dropped} of {len(cases)} draws undecidable", f"at most {MOST_DROPPED}")
        return block(self.parameters, [case for case, _ in kept], [given for _, given in kept])

    @property
    def _kinks(self) -> Callable[[Case], bool] | None:
        """What keeps draws away from kinks, in an exercise that says so."""
        return self.near_kink if self.content.kinks is Kinks.AVOID else None

    def large_case(self) -> Case:
        """The case at the lengths that `speed` names, in the last of the shapes that inputs may have."""
        from grader.sample import draw_at

        assert self.content.speed is not None
        return draw_at(self.plan, 0, self.content.speed.dims, self.plan.alternatives - 1)

    def with_latent(self, case: Case, seed: int) -> Case:
        """A case of `seed` as the sampler made it: one from the pool has lost its latents, which shrinking works on."""
        if case.latent is not None:
            return case
        from grader.sample import draw_named

        return draw_named(self.plan, seed, case.name, self._kinks) or case

    def near_kink(self, case: Case) -> bool:
        """Whether a derivative jumps within reach of rounding, in an exercise that keeps such inputs out."""
        if self.content.kinks is not Kinks.AVOID or not self.definition.has_truth:
            return False
        from grader.truth import near_kink

        return near_kink(self.definition, case)

    def expect(self, case: Case) -> Expected | None:
        """Live truth for one case; None where two precisions do not settle it, or for a case that must raise.

        Raises:
            BankError: if the reference is further from the truth than rounding can explain.
        """
        from grader.truth import ReferenceWrong, Undecided, expect

        if case.raises is not None:
            return None
        try:
            with np.errstate(all="ignore"):  # NumPy's flags are raised inside object arrays of exact numbers too
                return expect(self.definition, case, self.reference, second=self.second if self.content.second else None)
        except Undecided:
            return None
        except ReferenceWrong as error:
            from grader.build.disagreeing import disagreement

            raise disagreement(self, case, error) from None

    def estimate(self, case: Case) -> Expected | None:
        """What the reference returns, and a tolerance far above its rounding; None for a case that must raise.

        Raises:
            BankError: if the reference does not return.
        """
        if case.raises is not None:
            return None
        value = self.reference(case)
        return Expected(value, rounding(value, roughness(case.dtype)), freedom(self.content))

    def certify(self, cases: Sequence[Case]) -> dict[str, Any]:
        """The certificate: kept, or made now at small cases, which is when sympy is imported.

        Raises:
            BankError: if sympy, the tape and `mpmath.diff` do not agree.
        """
        kept = self.record.certificate()
        if kept is not None or not self.definition.has_truth:
            return kept or {}
        from grader.truth import NotCertified, certify

        try:
            asked = self._certified_at()
            certificate = certify(self.definition, asked or _small(cases, self.plan.dtypes[0]), len(asked) or CERTIFIED_AT)
        except NotCertified as error:
            raise self.refused("truth", str(error), "derivatives on which sympy, the tape and mpmath agree") from None
        made: dict[str, Any] = msgspec.to_builtins(certificate)
        self.record.keep_certificate(made)
        return made

    def _certified_at(self) -> list[Case]:
        """Cases at the dims that the author names under `certify`."""
        from grader.sample import draw_at

        return [draw_at(self.plan, number, dims) for number, dims in enumerate(self.content.certify)]

    def _given(self, case: Case) -> Expected | None:
        """Expected value of a drawn case, where the author may have given one."""
        if case.expect is msgspec.UNSET or case.raises is not None:
            return self.expect(case)
        try:
            computed = self.expect(case)
        except BankError:
            # A convention that the definition cannot say (0 log 0): the author and the reference are two witnesses against it.
            if not agree(case.expect, self.reference(case), rounding(case.expect)):
                raise
            computed = None
        if computed is None:
            return Expected(case.expect, rounding(case.expect))
        if not agree(align(computed.free, computed.value, case.expect), computed.value, computed.tolerance):
            path = f"edge_cases ({case.name}).expect"
            raise self.refused(path, f"{case.expect}", f"what truth and reference give: {computed.value}")
        return computed

    def refused(self, path: str, found: str, expected: str) -> BankError:
        """The error for an exercise that does not prove itself."""
        from grader.bank import refused

        return refused(self.exercise, path, found, expected)


def prepare(exercise: Exercise) -> Prepared:
    """Make an exercise ready to grade; what is wrong with it is found when its parts are asked for."""
    return Prepared(exercise)


def _small(cases: Sequence[Case], dtype: str) -> list[Case]:
    """Plain cases of the main dtype and of different dims for the certificate: small but not square nor of length 1 come first."""
    plain = [case for case in cases if case.stratum is Stratum.PLAIN and case.dtype == dtype and case.layout is Layout.CONTIGUOUS]
    fit = [case for case in plain if len(set(case.dims.values())) == len(case.dims) or len(case.dims) > 3] or plain
    chosen: dict[tuple[tuple[str, int], ...], Case] = {}
    for case in sorted(fit, key=_hardly):
        chosen.setdefault(tuple(case.dims.items()), case)
    return list(chosen.values())


def _hardly(case: Case) -> tuple[bool, bool, int]:
    """How little a case serves for a certificate: the sum over an axis of length 1 shows nothing, and much takes long."""
    return (
        min(case.dims.values(), default=2) < 2,
        not 4 <= sum(np.size(value) for value in case.inputs.values()) <= 24,
        sum(case.dims.values()),
    )
