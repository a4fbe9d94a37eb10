"""The function, its parameters, dims and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.bank.describing import describe, nearest, one_of
from grader.language import is_name, parse_dim, parse_signature

if TYPE_CHECKING:
    from grader.bank.draft import CodeDraft

RESERVED: Final = ("out", "call", "name", "expect", "dims", "dtype", "layout", "unique", "error")
"""Words of edge cases and properties, which an input of that name would hide."""


def check_signature(draft: CodeDraft) -> None:
    """`function` parses, and its parameters are exactly the inputs and packs."""
    content = draft.content
    if not draft.sound("function"):
        return
    signature = draft.attempt(("function",), parse_signature, content.function)
    draft.signature = signature
    if signature is None:
        return
    twice = {name for name in signature.names if signature.names.count(name) > 1}
    for name in sorted(twice):
        draft.add(("function",), f"the parameter `{name}` twice", "each parameter once")
    if draft.faults.present("inputs") and draft.sound("pack"):
        _check_parameters(draft, signature.names)


def _check_parameters(draft: CodeDraft, parameters: tuple[str, ...]) -> None:
    content = draft.content
    packed = {name for names in content.pack.values() for name in names}
    open_inputs = [name for name in content.inputs if name not in packed and name not in parameters]
    for name in parameters:
        if name in content.inputs or name in content.pack:
            continue
        hint = nearest(name, open_inputs, "the input `{}` is no parameter: is it the same?")
        if name in content.dims:
            hint = f"`{name}` is a dim; a dim that is also an argument is an input with `choices` or a `range`"
        draft.add(("inputs", name), "nothing", f"an input for the parameter `{name}` of `{content.function}`", hint)
    for name in open_inputs:
        expected = f"a parameter of `{content.function}`, or an entry of a pack"
        draft.add(("inputs", name), f"the input `{name}`", expected, nearest(name, parameters), key=True)


def check_packs(draft: CodeDraft) -> None:
    """A pack is a parameter made of inputs, each in one pack and none a parameter itself."""
    content, signature = draft.content, draft.signature
    owner: dict[str, str] = {}
    for pack, entries in content.pack.items():
        if signature is not None and pack not in signature.names:
            expected = f"a parameter of `{signature.text}`"
            draft.add(("pack", pack), f"the pack `{pack}`", expected, nearest(pack, signature.names), key=True)
        if pack in content.inputs or pack in content.dims:
            draft.add(("pack", pack), f"the name `{pack}` twice", "one thing for each name", key=True)
        if not entries and draft.sound("pack", pack):
            draft.add(("pack", pack), "an empty list", "the inputs that the dict holds")
        for position, name in enumerate(entries):
            path = ("pack", pack, position)
            if name not in content.inputs:
                if draft.faults.present("inputs"):
                    draft.add(path, describe(name), f"an input: {one_of(content.inputs)}", nearest(name, content.inputs))
            elif name in owner:
                draft.add(path, describe(name), f"each input once: it is in `{owner[name]}`")
            elif signature is not None and name in signature.names:
                draft.add(path, describe(name), "an input that is not a parameter itself")
            owner.setdefault(name, pack)


def check_names(draft: CodeDraft) -> None:
    """Inputs and dims have names that expressions can use, and no name stands for two things."""
    content = draft.content
    for section, names in (("dims", content.dims), ("inputs", content.inputs)):
        for name in names:
            if not is_name(name):
                draft.add((section, name), f"the name {name!r}", "a Python name: letters, digits and _", key=True)
            elif name in RESERVED:
                draft.add((section, name), f"the name `{name}`", f"a name other than {one_of(RESERVED)}", key=True)
    for name in content.inputs.keys() & content.dims.keys():
        draft.add(("inputs", name), f"the name `{name}`, which is a dim too", "one thing for each name", key=True)


def check_dims(draft: CodeDraft) -> None:
    """Every dim is `low..high` or a length."""
    for name, value in draft.content.dims.items():
        if draft.sound("dims", name):
            draft.attempt(("dims", name), parse_dim, value)


def check_conditions(draft: CodeDraft) -> None:
    """`where`, and the dims that `certify` and `speed` name."""
    content = draft.content
    if draft.faults.present("inputs") and draft.faults.present("dims"):
        for i, text in enumerate(content.where):
            draft.expression(("where", i), text, draft.names)
    if not draft.faults.present("dims"):
        return
    for i, dims in enumerate(content.certify):
        _check_lengths(draft, ("certify", i), dims)
    if content.speed is not None:
        _check_lengths(draft, ("speed", "dims"), content.speed.dims)


def _check_lengths(draft: CodeDraft, path: tuple[str | int, ...], dims: dict[str, int]) -> None:
    """A length for every dim."""
    known = draft.content.dims
    if not draft.sound(*path):
        return
    for name, length in dims.items():
        if name not in known:
            draft.add((*path, name), f"the unknown dim `{name}`", one_of(known), nearest(name, known), key=True)
        elif length < 0:
            draft.add((*path, name), describe(length), "a length")
    if missing := [name for name in known if name not in dims]:
        draft.add(path, f"no length for {one_of(missing)}", "a length for every dim")
