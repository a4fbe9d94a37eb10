"""Reference, mistakes, alternatives, starting code: Python that is read here and run elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from grader.bank.code import answer_tree, find_once, module_tree, patched
from grader.bank.describing import describe
from grader.language import parse_signature
from grader.model.content import DebugContent
from grader.model.errors import ContentError

if TYPE_CHECKING:
    from grader.bank.draft import CodeDraft
    from grader.bank.node import Path
    from grader.bank.references import Source

_PACKAGE: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_FORBIDDEN: Final = re.compile(r"@|\.?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def check_reference(draft: CodeDraft) -> None:
    """`reference` and `second` name functions of the bank that take what the signature says."""
    content = draft.content
    for key, dotted in (("reference", content.reference), ("second", content.second)):
        if dotted is None or not draft.sound(key):
            continue
        source = draft.find((key,), dotted)
        if source is None or draft.signature is None:
            continue
        _check_parameters(draft, key, source)
        if key == "reference" and source.name != draft.signature.name:  # it is shown to learners, and patched, under its own name
            found = f"`{dotted}`, and `function` asks for `{draft.signature.name}`"
            draft.add((key,), found, "one name for both", "rename one of the two")
    if content.second is not None and content.second == content.reference:
        draft.add(("second",), describe(content.second), "another function than `reference`")


def _check_parameters(draft: CodeDraft, key: str, source: Source) -> None:
    signature = draft.signature
    assert signature is not None
    expected = f"the parameters of `{signature.text}`"
    if source.parameters != signature.names:
        draft.add((key,), f"`{source.name}({', '.join(source.parameters)})`", expected)
        return
    for name, value in signature.defaults.items():
        if name not in source.defaults:
            draft.add((key,), f"`{source.name}` without a default for `{name}`", expected)
        elif not _same_default(source.defaults[name], value):
            draft.add((key,), f"`{source.name}` with the default `{name}={source.defaults[name]}`", expected)


def _same_default(source: str, value: Any) -> bool:
    """Whether the default in the reference's source is the one of the signature, as far as that can be read."""
    try:
        other = parse_signature(f"f(x={source})").defaults["x"]
    except ContentError:
        return True
    return bool(other == value) or (other != other and value != value)  # noqa: PLR0124  nan is the default of both


def check_mistakes(draft: CodeDraft) -> None:
    """Each has code or a patch, and it compiles."""
    for i, item in enumerate(draft.content.mistakes):
        path = ("mistakes", i)
        if not draft.sound(*path):
            continue
        if (item.code is None) == (item.patch is None):
            draft.add(path, "both `code` and `patch`" if item.code is not None else "neither `code` nor `patch`", "one of the two")
        elif item.code is not None:
            _check_answer(draft, (*path, "code"), item.code)
        elif item.patch is not None:
            _check_patch(draft, (*path, "patch"), item.patch)


def check_alternatives(draft: CodeDraft) -> None:
    """Each compiles."""
    for i, item in enumerate(draft.content.alternatives):
        _check_answer(draft, ("alternatives", i, "code"), item.code)


def check_equivalent(draft: CodeDraft) -> None:
    """Each says a change, once. Whether the reference has such a line, and what comes of the change, is for the proof to tell."""
    seen: set[tuple[str, str]] = set()
    for i, item in enumerate(draft.content.equivalent):
        if not draft.sound("equivalent", i):
            continue
        change = (" ".join(item.line.split()), " ".join(item.becomes.split()))
        if change[0] == change[1]:
            draft.add(("equivalent", i, "becomes"), "the same line again", "the line after the change")
        elif change in seen:
            draft.add(("equivalent", i), f"the change to `{change[1]}` a second time", "each change once")
        seen.add(change)


def _check_answer(draft: CodeDraft, path: Path, code: str) -> None:
    if not draft.sound(*path) or draft.signature is None:
        return
    if not code.strip():
        draft.add(path, "an empty text", "a function body, an expression or a whole `def`")
    else:
        draft.attempt(path, answer_tree, draft.signature, code)


def _check_patch(draft: CodeDraft, path: Path, patch: tuple[str, str]) -> None:
    """The text to find stands once in the reference, and the result is Python."""
    if not draft.sound("reference"):
        return
    source = draft.find(("reference",), draft.content.reference)
    if source is None:
        return
    find, replace = patch
    draft.attempt((*path, 0), find_once, source, find)
    if draft.sound(*path):
        draft.attempt((*path, 1), patched, source, find, replace)


def check_start(draft: CodeDraft) -> None:
    """What the learner's file starts as defines the function."""
    content = draft.content
    texts = {"stub": content.stub, "start": content.start if isinstance(content, DebugContent) else None}
    for key, code in texts.items():
        if code is not None and draft.signature is not None and draft.sound(key):
            draft.attempt((key,), module_tree, draft.signature, code)


def check_names_used(draft: CodeDraft) -> None:
    """`allow` holds packages, `forbid` names or `@`; nothing stands in both."""
    content = draft.content
    for i, name in enumerate(content.allow):
        if draft.sound("allow", i) and not _PACKAGE.fullmatch(name):
            draft.add(("allow", i), describe(name), "a package such as `scipy`")
    for i, name in enumerate(content.forbid):
        if not draft.sound("forbid", i):
            continue
        if not _FORBIDDEN.fullmatch(name):
            draft.add(("forbid", i), describe(name), "a name such as `np.linalg.inv`, a method such as `.dot`, or `@`")
        elif name in content.allow:
            draft.add(("forbid", i), f"`{name}`, which `allow` has too", "a name in one of the two")
