"""The script of a check: everything that is asked, as bytes to send, and what a right answer replies.

It is made once for each seed, by letting the reference play the learner, and kept beside the cases that it was made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from grader.model.enums import Layout, Stratum
from grader.sandbox import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.build import Drawn, Prepared
    from grader.model.case import Case, Tree
    from grader.model.exercise import Exercise


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a report counts a case under."""

    stratum: Stratum
    dtype: str
    layout: Layout


class Again(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A `call(...)` that a property made of the reference: inputs that took the place of the case's own, and the line."""

    replaced: bytes
    line: int


class Holding(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One property that is asked of one case."""

    property: int
    case: int
    calls: tuple[Again, ...]


class Script(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One check, word for word."""

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    """One for each case."""
    wanted: bytes
    """The entries of all results of `lines` as float64, in the order of their parts."""
    allowed: bytes
    """The tolerance of each."""
    repeated: tuple[int, ...]
    """Cases that are run a second time."""
    held: tuple[Holding, ...]
    later: tuple[Line, ...]
    """What is asked once every case was: `repeated`, then what properties call for."""
    result_bytes: int
    """Bytes of the largest result that is expected, were it all float64."""


def script_of(prepared: Prepared, drawn: Drawn) -> Script:
    """The script of the cases that were drawn: kept, or written now.

    Raises:
        ContentError: a property cannot be asked.
    """
    kept = prepared.record.script(drawn.seed)
    if kept is not None:
        try:
            return msgspec.msgpack.decode(kept, type=Script)
        except msgspec.DecodeError:  # of another version, or damaged: written anew
            pass
    from grader.grade.ahead import keep_ahead
    from grader.grade.rehearsing import rehearse

    script = rehearse(prepared, drawn)
    prepared.record.keep_script(drawn.seed, msgspec.msgpack.encode(script))
    keep_ahead(prepared, script, drawn.seed)
    return script


def job_of(exercise: Exercise, prepared: Prepared, script: Script) -> dict[str, Any]:
    """What the job of a check says, whatever the answer is: fields of `Job`."""
    content = exercise.code
    return {
        "function": exercise.function_name,
        "parameters": prepared.parameters,
        "allow": content.allow,
        "forbid": tuple(name for name in content.forbid if "." in name),
        "limits": content.limits,
        "result_bytes": script.result_bytes,
    }


def with_inputs(case: Case, replaced: Mapping[str, Tree]) -> Case:
    """The case with other inputs, as a property's `call` asks for it."""
    omitted = tuple(name for name in case.omitted if name not in replaced)
    return msgspec.structs.replace(case, inputs={**case.inputs, **replaced}, omitted=omitted, layout=Layout.CONTIGUOUS)
