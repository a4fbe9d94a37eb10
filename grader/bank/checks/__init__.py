"""What the fields of one file mean together. Each check notes every fault it finds, and looks at no part that is broken already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.bank.checks import cases, code, inputs, returns, signature, texts, truth
from grader.bank.draft import CodeDraft, Draft
from grader.model.content import CodeContent

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.bank.node import Faults
    from grader.bank.references import References
    from grader.model.content import Content

__all__ = ["check"]

_CHECKS: Final[tuple[Callable[[CodeDraft], None], ...]] = (
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


def check(content: Content, faults: Faults, references: References) -> Draft:
    """Note every fault of meaning; returns what the content was found to depend on."""
    if isinstance(content, CodeContent):
        code_draft = CodeDraft(content, faults, references)
        for one in _CHECKS:
            one(code_draft)
        return code_draft
    from grader.bank.checks.typed import check_typed

    draft = Draft(content, faults, references)
    check_typed(draft)
    return draft
