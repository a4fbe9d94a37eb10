"""Inputs -> arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.model.case import Case, Tree
    from grader.sample.planning import Plan


def pack(plan: Plan, case: Case) -> dict[str, Tree]:
    """The arguments of a call by parameter name, in the order of the signature; those left to their default are not among them."""
    return arguments(plan.signature.names, plan.pack, case)


def arguments(parameters: Sequence[str], packs: Mapping[str, Sequence[str]], case: Case) -> dict[str, Tree]:
    """The same from the names of the function's parameters, and of the inputs that are packed into a dict."""
    given: dict[str, Tree] = {}
    for name in parameters:
        if name in packs:
            given[name] = {part: case.inputs[part] for part in packs[name]}
        elif name not in case.omitted:
            given[name] = case.inputs[name]
    return given
