"""What an exercise defines as true: its lines compiled, its result as a tree of parts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import msgspec

from grader.language import FUNCTIONS, Expression, Program, parse_program
from grader.model.content import CodeContent, TruthFunction
from grader.model.enums import Kind
from grader.model.errors import ContentError
from grader.truth.compiling import compile_expression
from grader.truth.returns import Part, derivatives, names, parse_returns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DISCRETE: frozenset[Kind] = frozenset({Kind.INTEGER, Kind.LABEL, Kind.BOOLEAN, Kind.MASK})
"""Kinds whose arrays hold whole numbers or truth values. (A Python int is a whole number in any kind.)"""

FIXED: frozenset[Kind] = DISCRETE | {Kind.ONE_HOT}
"""Kinds whose values are exact in every dtype: they do not move by an ulp."""


class Step(msgspec.Struct, frozen=True):
    """One truth line."""

    target: str
    source: str
    node: ast.expr
    run: Any
    """From scalars and an environment to the value."""
    whole: bool
    """Whether its value is whole numbers or truth values, whatever the case: nothing real goes in."""


class Proof(msgspec.Struct, frozen=True):
    """`derive`: at the closed form the gradient of the loss is zero and its Hessian positive."""

    steps: tuple[Step, ...]
    """Lines over the inputs and the truth lines; the last one is the loss."""
    loss: str
    zero: tuple[str, ...]
    """Truth lines by which the gradient is zero."""


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise's truth, ready to be evaluated over any kind of number."""

    content: CodeContent
    steps: tuple[Step, ...]
    """Empty where the truth is a function, or there is none."""
    function: Any
    """The truth function `name(m, **inputs)`, or None."""
    result: Part
    proof: Proof | None
    order: int
    """The highest derivative in the result: 0, 1 or 2."""
    variables: tuple[str, ...]
    """Inputs and truth lines by which the result differentiates."""

    @property
    def has_truth(self) -> bool:
        """False: the reference alone says what is right."""
        return bool(self.steps) or self.function is not None

    def kind(self, name: str) -> Kind:
        """The kind of an input."""
        return self.content.inputs[name].kind


def define(content: CodeContent, truth_function: Callable[..., Any] | None = None) -> Definition:
    """Parse and check `truth`, `returns` and `derive`.

    `truth_function` is the function that `truth: {function: track.name}` names; `bank.load_function` imports it.

    Raises:
        ContentError: with the path of the first fault.
    """
    inputs = tuple(content.inputs)
    callables = tuple(name for name, spec in content.inputs.items() if spec.kind is Kind.FUNCTION or spec.takes)
    given = (*content.dims, *inputs)
    steps: tuple[Step, ...] = ()
    targets: tuple[str, ...] | None = None
    if isinstance(content.truth, str):
        program = parse_program(content.truth, names=given, path="truth", callables=callables)
        steps, targets = _steps(program, _whole_names(content)), program.targets
    elif isinstance(content.truth, TruthFunction):
        targets = ()
        if truth_function is None:
            raise ContentError("truth.function", f"`{content.truth.function}`", "a function of the bank's `reference/`")
    for name, members in content.pack.items():
        for position, member in enumerate(members):
            if member not in inputs:
                raise ContentError(f"pack.{name}[{position}]", f"`{member}`", "one of the inputs " + ", ".join(inputs))
    result = parse_returns(content.returns, targets, inputs, content.pack)
    proof = None if content.derive is None else _proof(content, steps, given, callables)
    parts = list(derivatives(result))
    return Definition(
        content=content,
        steps=steps,
        function=truth_function if targets == () else None,
        result=result,
        proof=proof,
        order=max((part.order for part in parts), default=0),
        variables=tuple(dict.fromkeys(name for part in parts for name in part.wrt)),
    )


def returned_names(definition: Definition) -> tuple[str, ...]:
    """The truth lines that the result is made of."""
    return tuple(dict.fromkeys(names(definition.result)))


def _whole_names(content: CodeContent) -> set[str]:
    discrete = {name for name, spec in content.inputs.items() if spec.kind in DISCRETE or spec.axis_of is not None}
    return discrete | set(content.dims)


def _steps(program: Program, whole: set[str]) -> tuple[Step, ...]:
    known, steps = set(whole), []
    for line in program.lines:
        is_whole = _is_whole(line.expression, known)
        (known.add if is_whole else known.discard)(line.target)
        expression = line.expression
        steps.append(Step(line.target, expression.source, expression.node, compile_expression(expression), is_whole))
    return tuple(steps)


_WHOLE_FUNCTIONS = frozenset(
    "abs sum prod max min maximum minimum where dot outer trace diag eye zeros ones full arange transpose swapaxes reshape "
    "expand_dims squeeze concatenate stack cumsum pick one_hot shape size len".split()
)


def _is_whole(expression: Expression, whole: Iterable[str]) -> bool:
    """Whether the value can only be whole numbers or truth values: real numbers neither come in nor are made."""
    node = expression.node
    if isinstance(node, ast.Compare | ast.BoolOp) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
        return True
    if not expression.free <= set(whole):
        return False
    for part in ast.walk(node):
        if isinstance(part, ast.Div) or (isinstance(part, ast.Constant) and isinstance(part.value, float)):
            return False
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow) and not _is_count(part.right):
            return False
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id not in _WHOLE_FUNCTIONS:
            return False
        if isinstance(part, ast.Name) and part.id not in expression.free and part.id not in FUNCTIONS:
            return False  # pi, e, inf, nan
    return True


def _is_count(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= 0


def _proof(content: CodeContent, steps: tuple[Step, ...], given: tuple[str, ...], callables: tuple[str, ...]) -> Proof:
    assert content.derive is not None
    targets = [step.target for step in steps]
    for position, name in enumerate(content.derive.zero):
        if name not in targets:
            raise ContentError(
                f"derive.zero[{position}]", f"`{name}`", "one of the truth lines " + (", ".join(targets) or "(none)")
            )
    if not content.derive.zero:
        raise ContentError("derive.zero", "an empty list", "the truth lines at which the gradient is zero")
    text = content.derive.loss
    if _is_expression(text):
        text = f"loss_ = {text.strip()}"
    program = parse_program(text, names=(*given, *targets), path="derive.loss", callables=callables)
    return Proof(_steps(program, _whole_names(content)), program.lines[-1].target, content.derive.zero)


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        return False
    return True
