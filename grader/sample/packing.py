"""Inputs -> arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model.case import Case, Tree
    from grader.sample.planning import Plan


def pack(plan: Plan, case: Case) -> dict[str, Tree]:
    """The arguments of a call by parameter name, in the order of the signature; those left to their default are not among them."""
    arguments: dict[str, Tree] = {}
    for name in plan.signature.names:
        if name in plan.pack:
            arguments[name] = {part: case.inputs[part] for part in plan.pack[name]}
        elif name not in case.omitted:
            arguments[name] = case.inputs[name]
    return arguments
