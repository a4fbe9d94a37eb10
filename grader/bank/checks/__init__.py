"""What the fields of one file mean together. Each check notes every fault it finds, and looks at no part that is broken already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.bank.checks import cases, code, inputs, returns, signature, texts, truth

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.bank.draft import Draft

__all__ = ["check"]

_CHECKS: Final[tuple[Callable[[Draft], None], ...]] = (
    texts.check_texts,
    texts.check_names,
    signature.check_signature,
    signature.check_names,
    signature.check_packs,
    signature.check_dims,
    signature.check_conditions,
    inputs.check_inputs,
    truth.check_truth,
    returns.check_returns,
    returns.check_canonical,
    truth.check_properties,
    cases.check_edge_cases,
    cases.check_raises,
    code.check_reference,
    code.check_mistakes,
    code.check_alternatives,
    code.check_equivalent,
    code.check_start,
    code.check_names_used,
)
"""In order: `check_signature` and `check_truth` leave what the later ones need."""


def check(draft: Draft) -> None:
    """Note every fault of meaning in the draft."""
    for one in _CHECKS:
        one(draft)
