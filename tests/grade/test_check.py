"""Verdicts of `check_answer` for answers that do not simply pass or fail."""

import msgspec
import pytest
from commanding import NAIVE, RIGHT

from grader import check_answer, load_bank
from grader.bank import open_bank
from grader.model.content import Limits, Speed
from grader.model.enums import Check, CheckOutcome, Fact, Level, Source, Verdict
from grader.model.errors import UsageError

HEAD = "import numpy as np\n"
BODY = RIGHT.split("\n\n", 1)[1]


@pytest.fixture(scope="module")
def softmax():
    exercise = load_bank().exercise("stable-softmax")
    quick = msgspec.structs.replace(exercise.content, limits=Limits(seconds=6.0, call_seconds=1.0))
    return msgspec.structs.replace(exercise, content=quick)


def check(exercise, source):
    return check_answer(exercise, source, seed=2)


def test_a_right_answer_passes_every_check(softmax):
    report = check(softmax, RIGHT)
    assert report.verdict is Verdict.PASS
    assert report.cases.count >= 100
    assert {result.outcome for result in report.checks} == {CheckOutcome.PASSED}
    assert {
        "agrees in float64", "agrees in float32", "agrees in float16", "int64 promoted", "strided views", "Fortran order",
        "read-only inputs", "no mutation", "no aliasing", "repeats", "no warning", "edge cases", "names",
    } <= {result.name for result in report.checks}  # fmt: skip
    assert report.isolation.level in (Level.L1, Level.L2)
    assert report.durations.total > 0


def test_a_seed_names_its_cases(softmax):
    first, again, other = (check_answer(softmax, NAIVE, seed=seed) for seed in (7, 7, 8))
    # Not the findings whole: how far a case is shrunk is bounded by time too.
    assert (first.cases.strata, first.checks) == (again.cases.strata, again.checks)
    assert [(item.check, item.fact) for item in first.findings] == [(item.check, item.fact) for item in again.findings]
    assert first.checks != other.checks
    assert again.cases.source is Source.POOL
    assert first.seed == again.seed != other.seed


def test_without_a_seed_one_of_the_pool_is_taken(softmax):
    check_answer(softmax, RIGHT)
    report = check_answer(softmax, RIGHT)
    assert report.cases.source is Source.POOL


@pytest.mark.parametrize(
    ("source", "verdict", "fact"),
    [
        (HEAD + "def softmax(x, axis=-1):\n    raise NotImplementedError\n", Verdict.NOT_STARTED, Fact.NOT_STARTED),
        (HEAD + "def sofmax(x, axis=-1):\n    return x\n", Verdict.MISSING, Fact.MISSING_FUNCTION),
        (HEAD + "softmax = 3\n", Verdict.MISSING, Fact.MISSING_FUNCTION),
        ("", Verdict.MISSING, Fact.MISSING_FUNCTION),
        (HEAD + "def softmax(x, axis=-1:\n    return x\n", Verdict.UNREADABLE, Fact.UNREADABLE_FILE),
        (HEAD + "1 / 0\n" + BODY, Verdict.ERRORED, Fact.RAISED),
        ("import torch\n" + RIGHT, Verdict.ERRORED, Fact.RAISED),
        (HEAD + "def softmax(x, axis=-1):\n    return y\n", Verdict.ERRORED, Fact.RAISED),
        (HEAD + "def softmax(x):\n    return x\n", Verdict.ERRORED, Fact.RAISED),
        (HEAD + "def softmax(x, axis=-1):\n    input('x? ')\n", Verdict.ERRORED, Fact.ASKED_FOR_INPUT),
        (HEAD + "input('x? ')\n" + BODY, Verdict.ERRORED, Fact.ASKED_FOR_INPUT),
        (HEAD + "def softmax(x, axis=-1):\n    breakpoint()\n", Verdict.ERRORED, Fact.ASKED_FOR_INPUT),
        (HEAD + "def softmax(x, axis=-1):\n    raise SystemExit(0)\n", Verdict.ERRORED, Fact.RAISED),
        (HEAD + "def softmax(x, axis=-1):\n    while True: pass\n", Verdict.TIMEOUT, Fact.TIMED_OUT),
        (HEAD + "while True: pass\n" + BODY, Verdict.TIMEOUT, Fact.TIMED_OUT),
        (HEAD + "import os\ndef softmax(x, axis=-1):\n    os._exit(0)\n", Verdict.CRASHED, Fact.CRASHED),
        (HEAD + "import os\nos._exit(0)\n", Verdict.CRASHED, Fact.CRASHED),
        (HEAD + "def softmax(x, axis=-1):\n    pass\n", Verdict.WRONG, Fact.RETURNED_NOTHING),
        (HEAD + "def softmax(x, axis=-1):\n    return x.tolist()\n", Verdict.WRONG, Fact.WRONG_FORM),
        (HEAD + "def softmax(x, axis=-1):\n    return np.matrix([[1.0]])\n", Verdict.WRONG, Fact.WRONG_FORM),
        (HEAD + "def softmax(x, axis=-1):\n    return x[..., None] * 1.0\n", Verdict.WRONG, Fact.WRONG_SHAPE),
        (HEAD + "def softmax(x, axis=-1):\n    return x + 0j\n", Verdict.WRONG, Fact.WRONG_DTYPE),
    ],
    ids=lambda value: value if isinstance(value, Verdict) else None,
)
def test_verdict(softmax, source, verdict, fact):
    report = check(softmax, source)
    assert report.verdict is verdict, report.findings
    assert report.findings[0].fact is fact
    assert report.verdict.exit_code == 1


def test_an_answer_that_changes_its_mind_is_flaky(softmax):
    noisy = RIGHT.replace("    return e", "    e = e * (1 + 1e-3 * np.random.default_rng().random(e.shape))\n    return e")
    report = check(softmax, noisy)
    assert report.verdict is Verdict.FLAKY
    assert report.diagnosis is None


def test_an_answer_that_counts_its_calls_is_flaky(softmax):
    counting = (
        HEAD + "calls = []\n" + BODY.replace("    e = np", "    calls.append(0)\n    if len(calls) > 135: x = x * 0\n    e = np")
    )
    report = check(softmax, counting)
    assert report.verdict is Verdict.FLAKY


def test_the_traceback_shows_the_learners_lines_alone(softmax, tmp_path):
    path = tmp_path / "stable_softmax.py"
    path.write_text(HEAD + "\ndef inner(x):\n    return x.nothing\n\ndef softmax(x, axis=-1):\n    return inner(x)\n")
    (finding, *_) = check(softmax, path).findings
    assert [(frame.line, frame.function) for frame in finding.raised.frames] == [(7, "softmax"), (4, "inner")]
    assert {frame.file for frame in finding.raised.frames} == {str(path)}
    assert finding.raised.type_name == "AttributeError"


def test_forbidden_names_are_found_though_the_values_are_right(softmax):
    content = msgspec.structs.replace(softmax.content, forbid=("np.exp",))
    exercise = msgspec.structs.replace(softmax, content=content)
    report = check(exercise, RIGHT)
    assert report.verdict is not Verdict.PASS
    assert (report.findings[0].check, report.findings[0].names) == (Check.NAMES, ("np.exp",))


def test_prints_are_kept_apart_and_capped(softmax):
    loud = RIGHT.replace("    e = np", "    print('x' * 5000)\n    e = np")
    report = check(softmax, loud)
    assert report.verdict is Verdict.PASS
    assert report.output.startswith("xxx")
    assert len(report.output) <= 65536
    assert report.output_cut


def test_a_broken_reference_is_the_authors_fault(softmax, tmp_path):
    from grader.model.errors import BankError

    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "numerics.py").write_text(
        "import numpy as np\n\ndef softmax(x, axis=-1):\n    e = np.exp(x - np.max(x, axis=axis, keepdims=True))\n"
        "    return (e / (np.sum(e, axis=axis, keepdims=True) + 1e-8)).astype(x.dtype if x.dtype.kind == 'f' else float)\n"
    )
    with pytest.raises(BankError) as caught:
        check(msgspec.structs.replace(softmax, root=str(tmp_path), depends="broken"), RIGHT)
    assert caught.value.faults[0].path == "reference"


def test_a_folder_is_no_answer(softmax, tmp_path):
    with pytest.raises(UsageError):
        check(softmax, tmp_path)


LOOP = (
    HEAD
    + """
def softmax(x, axis=-1):
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
    rows = np.moveaxis(x, axis, -1)
    out = np.empty(rows.shape)
    for place in np.ndindex(rows.shape[:-1]):
        row = [float(value) for value in rows[place]]
        top = max(row)
        total = 0.0
        for value in row:
            for _ in range(40):
                total += np.exp(value - top) / 40
        for i, value in enumerate(row):
            out[place + (i,)] = np.exp(value - top) / total
    return np.moveaxis(out, -1, axis).astype(x.dtype)
"""
)


def test_speed_tells_a_loop_from_whole_arrays(softmax):
    content = msgspec.structs.replace(
        softmax.content, speed=Speed(dims={"A": 8, "B": 64, "N": 64}), limits=Limits(seconds=60.0, call_seconds=30.0)
    )
    exercise = msgspec.structs.replace(softmax, content=content)
    assert check(exercise, RIGHT).verdict is Verdict.PASS
    report = check(exercise, LOOP)
    assert report.verdict is Verdict.WRONG, report.findings
    assert report.findings[0].fact is Fact.SLOW
    assert report.findings[0].got > report.findings[0].expected


WHOLE = """format: 1
form: code
title: Steps of a format
difficulty: easy
minutes: 5
ask: The number of values.
function: values(bits)
inputs: {bits: {kind: integer, range: [2, 10]}}
truth: v = 2.0 ** bits
returns: v
reference: numerics.values
properties: [{name: it is positive, holds: out > 0}]
mistakes:
  - {name: one less, code: 2.0**bits - 1, says: One value too few.}
  - {name: doubled, code: 2.0 ** (bits + 1), says: One bit too many.}
"""


def test_where_all_inputs_are_whole_numbers_properties_are_asked_and_mistakes_told_apart(tmp_path):
    files = {"exercises/numerics/steps.yaml": WHOLE, "reference/numerics.py": "def values(bits):\n    return 2.0**bits\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    exercise = open_bank(tmp_path).exercise("steps")
    assert {check.outcome for check in check_answer(exercise, "def values(bits):\n    return 2.0**bits\n").checks} == {
        CheckOutcome.PASSED
    }
    for body, code in (("2.0**bits - 1", "mistake:one-less"), ("2.0 ** (bits + 1)", "mistake:doubled")):
        report = check_answer(exercise, f"def values(bits):\n    return {body}\n")
        assert report.diagnosis is not None
        assert report.diagnosis.code == code


SIGNED = """format: 1
form: code
title: A share
difficulty: easy
minutes: 5
ask: The share of the first number.
function: f(x)
dims: {N: 1..4}
inputs: {x: {shape: [N], range: [1, 9]}}
truth: s = x[0] / sum(x)
returns: s
reference: numerics.f
properties: [{name: a share is at most 1, holds: "call(x=x[:1]) <= 1"}]
mistakes:
  - {name: a hair above, code: "x[0] / np.sum(x) + 3e-16", says: Above 1.}
  - {name: in percent, code: "100 * x[0] / np.sum(x)", says: Not in percent.}
"""


def test_a_mistake_that_only_a_property_sees_is_told_by_name(tmp_path):
    reference = "import numpy as np\n\n\ndef f(x):\n    return x[0] / np.sum(x)\n"
    for name, text in {"exercises/numerics/share.yaml": SIGNED, "reference/numerics.py": reference}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    report = check_answer(open_bank(tmp_path).exercise("share"), reference.replace("return ", "return 4e-16 + "))
    assert [finding.check for finding in report.findings] == [Check.PROPERTY]
    assert report.diagnosis is not None
    assert report.diagnosis.code == "mistake:a-hair-above"
