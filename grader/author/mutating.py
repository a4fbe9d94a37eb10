"""One-change mutants of a reference: what an exercise has to catch, made without anybody thinking of it."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Final

import msgspec

from grader import cache
from grader.author.operators import WHOLE, changes
from grader.author.places import Edit, Text, parsed
from grader.bank import find_reference
from grader.model.proof import Change, Mutation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.model.exercise import Exercise

MOST: Final = 80
"""Mutants of one exercise that are tried; of more, as many are chosen, evenly over kinds and lines."""


class Mutant(msgspec.Struct, frozen=True):
    """The reference with one change."""

    change: Change
    source: str
    """The file that a learner could hand in."""

    @property
    def key(self) -> tuple[str, str]:
        """What an author declares: the line before, and after."""
        return self.change.before, self.change.after


def mutants(exercise: Exercise) -> tuple[Mutant, ...]:
    """Every mutant of the exercise's reference and of the private helpers that it uses, in the order of their lines.

    Docstrings, annotations and what stands in a `raise` stay as they are. Each compiles, and none is the same program as another.

    Raises:
        BankError: if the reference is not there.
    """
    source = find_reference(exercise)
    name, text = source.name, Text(source.module_text)
    moved = _moved(text, Text(source.file_text))
    alias = "" if name == exercise.function_name else f"\n\n{exercise.function_name} = {name}\n"
    seen = {ast.dump(text.tree)}
    found = []
    for kind, edit in sorted(_edits(text, name), key=lambda pair: (pair[1].start, pair[1].end)):
        edited = text.edited(edit)
        tree = parsed(edited)
        if tree is not None and (program := ast.dump(tree)) not in seen:
            seen.add(program)
            line = text.line(edit.start)
            found.append(Mutant(Change(moved.get(line, line), kind, *text.lines(edit)), edited + alias))
    return tuple(found)


def chosen(exercise: Exercise, all_of_them: tuple[Mutant, ...], most: int = MOST) -> tuple[Mutant, ...]:
    """At most so many of them, in their order: the kinds take turns, and for each kind the lines do.

    Which ones depends on the exercise's id and on their text alone.
    """
    if len(all_of_them) <= most:
        return all_of_them

    def chance(mutant: Mutant) -> str:
        return cache.fingerprint(exercise.id, mutant.change.kind, *mutant.key)

    def turns(some: Iterable[Mutant]) -> list[Mutant]:
        """One of each line, then a second one of each, and so on."""
        by_line = [sorted(group, key=chance) for _, group in itertools.groupby(some, key=lambda mutant: mutant.change.line)]
        rounds = itertools.zip_longest(*sorted(by_line, key=lambda group: chance(group[0])))
        return [mutant for one in rounds for mutant in one if mutant is not None]

    by_kind = [turns(mutant for mutant in all_of_them if mutant.change.kind is kind) for kind in Mutation]
    order = [mutant for one in itertools.zip_longest(*by_kind) for mutant in one if mutant is not None]
    taken = {id(mutant) for mutant in order[:most]}
    return tuple(mutant for mutant in all_of_them if id(mutant) in taken)


def _moved(part: Text, whole: Text) -> dict[int, int]:
    """The line of the file, for each line of the functions in a part of it."""
    starts = {node.name: node.lineno for node in whole.tree.body if isinstance(node, ast.FunctionDef)}
    functions = [node for node in part.tree.body if isinstance(node, ast.FunctionDef)]
    return {
        line: line - node.lineno + starts[node.name]
        for node in functions
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _edits(text: Text, name: str) -> Iterator[tuple[Mutation, Edit]]:
    functions = {node.name: node for node in text.tree.body if isinstance(node, ast.FunctionDef)}
    waiting, used = [name], dict[str, ast.FunctionDef]()
    while waiting:
        current = waiting.pop()
        if current in functions and current not in used:
            used[current] = functions[current]
            named = {node.id for node in ast.walk(functions[current]) if isinstance(node, ast.Name)}
            waiting += [other for other in named if other.startswith("_")]
    for function in used.values():
        yield from _of_function(text, function)


def _of_function(text: Text, function: ast.FunctionDef) -> Iterator[tuple[Mutation, Edit]]:
    for default in (*function.args.defaults, *(one for one in function.args.kw_defaults if one is not None)):
        # A default is a constant as any other, but there is a line of the statement that says it: one change is enough.
        yield from [(kind, edit) for kind, edit in _within(text, default, function) if kind is Mutation.CONSTANT][:1]
    bound = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    for statement in function.body:
        yield from _within(text, statement, function)
    for node in sorted(_statements(function), key=text.start):
        if isinstance(node, ast.Assign):
            targets = [target for one in node.targets for target in (one.elts if isinstance(one, ast.Tuple) else [one])]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if names <= bound:
                yield Mutation.REMOVED, text.replace(node, "pass")
            bound |= names
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            bound.add(node.target.id)


def _statements(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    return (node for one in function.body for node in ast.walk(one) if isinstance(node, ast.stmt))


def _within(text: Text, node: ast.AST, parent: ast.AST) -> Iterator[tuple[Mutation, Edit]]:
    """The changes of a node and of what lies inside it."""
    if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return
    yield from ((kind, edit) for kind, edit in changes(text, node, parent) if edit is not None)
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(child, ast.keyword) and child.arg in WHOLE):
                yield from _within(text, child, node)
