"""A report as one JSON object, for programs: plain ASCII, no NaN tokens, every key always there."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import msgspec

from grader.model.errors import BankError, DlprepError, UsageError
from grader.model.report import SCHEMA, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.proof import Failed, Proof
    from grader.model.report import Report


def to_json(report: Report) -> str:
    """The whole report on one line; `msgspec.json.decode(text, type=Report)` gives it back.

    Numbers that JSON lacks are the texts `nan`, `inf` and `-inf`. Characters beyond ASCII are escaped, so that nothing that an
    answer printed reaches a terminal as it was.
    """
    plain = msgspec.to_builtins(report)
    plain["findings"] = [_every_field(finding) for finding in report.findings]
    return _dump(plain)


def error_json(error: BaseException) -> str:
    """What `--json` prints in place of a report: `schema` and `error`, with kind, exit code, message and a bank's faults."""
    kind = "usage" if isinstance(error, UsageError) else "bank" if isinstance(error, BankError) else "internal"
    code = error.exit_code if isinstance(error, DlprepError) else DlprepError.exit_code
    told = str(error) if isinstance(error, DlprepError) else f"{type(error).__name__}: {error}"
    faults = msgspec.to_builtins(error.faults) if isinstance(error, BankError) else []
    return _dump({"schema": SCHEMA, "error": {"kind": kind, "exit_code": int(code), "message": told, "faults": faults}})


def proofs_json(proofs: Sequence[Proof], failed: Sequence[Failed], fresh: int) -> str:
    """What was proved of exercises, on one line: `exercises`, each with its steps and score; `failed`, where our own code did."""
    plain = {
        "schema": SCHEMA,
        "fresh_seed": fresh,
        "holds": not failed and all(proof.holds for proof in proofs),
        "exercises": [{**msgspec.to_builtins(proof), "holds": proof.holds} for proof in proofs],
        "failed": [{"exercise": one.exercise, "error": one.error} for one in failed],
    }
    return _dump(plain)


def _every_field(finding: Finding) -> dict[str, Any]:
    """With the fields that stand at their defaults, which the store leaves out."""
    return {name: msgspec.to_builtins(getattr(finding, name)) for name in finding.__struct_fields__}


def _dump(plain: Any) -> str:
    return json.dumps(_finite(plain), ensure_ascii=True, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value
