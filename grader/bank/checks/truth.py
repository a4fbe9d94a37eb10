"""Truth, closed forms and properties."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.bank.describing import describe, nearest, one_of
from grader.bank.draft import NO_VALUES
from grader.language import Use, parse_expression, parse_program
from grader.model.content import TruthFunction

if TYPE_CHECKING:
    from grader.bank.draft import CodeDraft
    from grader.bank.node import Path


def check_truth(draft: CodeDraft) -> None:
    """The lines parse over inputs and dims, or the function is there; the closed form names truth lines."""
    content = draft.content
    if not draft.sound("truth") or not draft.faults.present("inputs") or not draft.faults.present("dims"):
        return
    if isinstance(content.truth, TruthFunction):
        draft.find(("truth", "function"), content.truth.function)
    elif content.truth is not None:
        names = draft.names - {name for name, spec in content.inputs.items() if spec.kind in NO_VALUES}
        draft.program = draft.attempt(("truth",), parse_program, content.truth, names=names, callables=draft.functions)
    if content.derive is not None and draft.sound("derive"):
        _check_derive(draft)


def _check_derive(draft: CodeDraft) -> None:
    """The loss parses over inputs, dims and truth lines, as one expression or as lines; what is zero are truth lines."""
    derive = draft.content.derive
    assert derive is not None
    if draft.program is None:
        if not isinstance(draft.content.truth, str):
            draft.add(("derive",), "`derive` without lines of truth", "`truth` with the closed form", key=True)
        return
    targets = draft.program.targets
    parse = parse_expression if _is_expression(derive.loss) else parse_program
    names = draft.names | set(targets)
    draft.attempt(("derive", "loss"), parse, derive.loss, names=names, callables=draft.functions, use=Use.EXACT)
    if not derive.zero:
        draft.add(("derive", "zero"), "an empty list", f"truth lines: {one_of(targets)}")
    for i, name in enumerate(derive.zero):
        if name not in targets:
            draft.add(("derive", "zero", i), describe(name), f"a truth line: {one_of(targets)}", nearest(name, targets))


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "=" not in text or "\n" not in text.strip()
    return True


def check_properties(draft: CodeDraft) -> None:
    """Each holds over `out`, inputs, dims and `call(...)`, whose arguments are inputs."""
    content = draft.content
    if not draft.faults.present("inputs") or not draft.faults.present("dims"):
        return
    for i, item in enumerate(content.properties):
        path = ("properties", i)
        callables = draft.functions | {"call"}
        holds = draft.expression((*path, "holds"), item.holds, draft.names | {"out"}, callables=callables)
        if item.where is not None:
            draft.expression((*path, "where"), item.where, draft.names, callables=draft.functions)
        if holds is not None:
            _check_calls(draft, (*path, "holds"), holds.node)


def _check_calls(draft: CodeDraft, path: Path, node: ast.expr) -> None:
    inputs = draft.content.inputs
    for call in ast.walk(node):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "call"):
            continue
        if call.args:
            draft.add(path, f"`{ast.unparse(call)}`", "the inputs that change, by name: `call(x=2 * x)`")
        for keyword in call.keywords:
            if keyword.arg not in inputs:
                found = f"`{keyword.arg}=` in `call(...)`"
                draft.add(path, found, f"an input: {one_of(inputs)}", nearest(keyword.arg or "", inputs))
