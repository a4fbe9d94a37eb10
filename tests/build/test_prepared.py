"""From an exercise to certified cases: pool, refusals, a cache that is cut, altered, read-only or shared."""

import os
import subprocess
import sys

import msgspec
import numpy as np
import pytest

from grader import cache, load_bank
from grader.bank import open_bank
from grader.build import prepare
from grader.model.content import Freedom, Input
from grader.model.enums import Canonical, Source, Stratum
from grader.model.errors import BankError

REFERENCE = """import numpy as np


def softmax(x, axis=-1):
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
"""
BODY = "    e = np.exp(x - np.max(x, axis=axis, keepdims=True))\n"


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def softmax():
    return load_bank().exercise("stable-softmax")


def referring(exercise, root, text):
    """The exercise with another reference."""
    (root / "reference").mkdir(exist_ok=True)
    (root / "reference" / "numerics.py").write_text(text)
    return msgspec.structs.replace(exercise, root=str(root), depends=text)


def refusal(exercise):
    with pytest.raises(BankError) as caught:
        prepare(exercise).drawn(1)
    return caught.value.faults[0]


def same(a, b):
    return all(
        (x is None and y is None) or (np.array_equal(x.value, y.value) and np.array_equal(x.tolerance, y.tolerance))
        for x, y in zip(a.expected, b.expected, strict=True)
    )


def test_a_draw_has_at_least_a_hundred_cases_over_all_strata(softmax):
    drawn = prepare(softmax).drawn(1)
    strata = {case.stratum for case in drawn.cases}
    assert len(drawn.cases) >= 100
    assert set(Stratum) - {Stratum.INVALID} <= strata
    assert {"float64", "float32", "float16", "int64"} <= {case.dtype for case in drawn.cases}


def test_a_seed_comes_from_the_pool_the_second_time_and_is_the_same(softmax):
    first, second = prepare(softmax).drawn(1), prepare(softmax).drawn(1)
    assert (first.source, second.source) == (Source.DRAWN, Source.POOL)
    assert same(first, second)
    prepare(softmax).compute(5)
    assert prepare(softmax).drawn().seed == 5, "a seed that somebody named is not one of the pool"


def test_the_certificate_is_kept(softmax):
    prepared = prepare(softmax)
    prepared.drawn(1)
    certificate = prepared.record.certificate()
    assert certificate["gap"] <= 1e-40
    assert certificate["digits"] >= 60


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a constant of 1e-8", REFERENCE + BODY + "    return e / (e.sum(axis=axis, keepdims=True) + x.dtype.type(1e-8))\n"),
        (
            "float32 inside",
            REFERENCE + BODY + "    e = e.astype(np.float32)\n    return (e / e.sum(axis=axis, keepdims=True)).astype(x.dtype)\n",
        ),
        ("a wrong axis", REFERENCE + BODY + "    return e / e.sum(axis=0, keepdims=True)\n"),
        ("no shift", REFERENCE + "    e = np.exp(x)\n    return e / e.sum(axis=axis, keepdims=True)\n"),
        ("an exception", REFERENCE + "    raise RuntimeError('no')\n"),
        ("another shape", REFERENCE + BODY + "    return e.sum(axis=axis)\n"),
    ],
)
def test_a_wrong_reference_is_refused(what, text, softmax, root):
    print(what)
    assert refusal(referring(softmax, root, text)).path == "reference"


def test_an_expected_value_that_the_truth_contradicts_is_refused(softmax):
    edges = ({"name": "two", "x": [0.0, 0.0], "expect": [0.5, 0.6]},)
    broken = msgspec.structs.replace(softmax, content=msgspec.structs.replace(softmax.content, edge_cases=edges))
    assert refusal(broken).path == "edge_cases (two).expect"


def test_with_sympys_result_altered_the_build_fails(monkeypatch):
    import sympy

    backprop = load_bank().exercise("backprop-two-layer-batched")
    honest = sympy.Expr.diff
    monkeypatch.setattr(sympy.Expr, "diff", lambda self, *symbols: honest(self, *symbols) * sympy.Rational(1001, 1000))
    assert refusal(backprop).path == "truth"


@pytest.mark.parametrize("damage", ["cut", "altered", "emptied"])
def test_a_damaged_record_is_built_again(damage, softmax, root):
    first = prepare(softmax).drawn(1)
    for path in (root / "cache" / "truth").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(
                {"cut": data[: len(data) // 2], "altered": data[:-1] + bytes([data[-1] ^ 255]), "emptied": b""}[damage]
            )
    second = prepare(softmax).drawn(1)
    assert second.source is Source.DRAWN
    assert same(first, second)


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(softmax, root, monkeypatch):
    (root / "file").write_text("in the way")
    monkeypatch.setenv(cache.VARIABLE, str(root / "file" / "below"))
    assert [prepare(softmax).drawn(1).source for _ in range(2)] == [Source.DRAWN, Source.DRAWN]


HELPED = """import numpy as np


def _shifted(x, axis):
    return x - np.max(x, axis=axis, keepdims=True)


def other(x):
    return x


def log_sum_exp(x):
    return float(np.log(np.sum(np.exp(_shifted(x, 0)))) + np.max(x))
"""
SUMMED = """format: 1
form: code
title: Log-sum-exp
difficulty: easy
minutes: 5
ask: The logarithm of the sum of the exponentials.
function: log_sum_exp(x)
dims: {N: 1..4}
inputs: {x: {shape: [N]}}
truth: s = log(sum(exp(x)))
returns: s
reference: numerics.log_sum_exp
"""


@pytest.mark.parametrize(
    ("change", "source"),
    [
        (("np.log(np.sum", "np.log(np.add.reduce"), Source.DRAWN),
        (("return x - np.max(x, axis=axis, keepdims=True)", "return x - np.max(x)"), Source.DRAWN),
        (("import numpy as np", "import math\n\nimport numpy as np"), Source.DRAWN),
        (("    return x\n", "    return x + 1\n"), Source.POOL),
    ],
    ids=["the reference", "its helper", "an import", "another function of the file"],
)
def test_what_an_exercise_needs_of_its_reference_file_decides_whether_its_record_holds(root, change, source):
    bank = root / "bank"
    for name, text in {"exercises/numerics/summed.yaml": SUMMED, "reference/numerics.py": HELPED}.items():
        (bank / name).parent.mkdir(parents=True, exist_ok=True)
        (bank / name).write_text(text)
    assert prepare(open_bank(bank).exercise("summed")).drawn(1).source is Source.DRAWN
    (bank / "reference" / "numerics.py").write_text(HELPED.replace(*change))
    assert prepare(open_bank(bank).exercise("summed")).drawn(1).source is source


def test_an_author_and_the_reference_may_agree_on_a_convention_that_the_definition_cannot_say(root):
    entropy = load_bank().exercise("stable-softmax")
    text = (
        "import numpy as np\n\n\ndef softmax(x, axis=-1):\n    return np.where(x == 0, 0.0, x * np.log(np.where(x == 0, 1.0, x)))\n"
    )
    content = msgspec.structs.replace(
        entropy.content,
        truth="p = x * log(x)",
        inputs={"x": Input(shape=("N",), range=(0.1, 2.0)), "axis": Input(choices=(-1,))},
        dims={"N": "1..3"},
        edge_cases=({"name": "nothing", "x": [0.0, 1.0], "expect": [0.0, 0.0]},),
        properties=(),
        mistakes=(),
        alternatives=(),
        returns="p",
    )
    drawn = prepare(referring(msgspec.structs.replace(entropy, content=content), root, text)).drawn(1)
    edge = next(i for i, case in enumerate(drawn.cases) if case.name == "nothing")
    assert np.array_equal(drawn.expected[edge].value, [0.0, 0.0])


def test_two_processes_that_build_at_once_agree(softmax, root):
    script = (
        "from grader import load_bank\nfrom grader.build import prepare\n"
        "drawn = prepare(load_bank().exercise('stable-softmax')).drawn(1)\nprint(len(drawn.cases))"
    )
    environment = os.environ | {cache.VARIABLE: str(root / "cache")}
    both = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, text=True) for _ in range(2)]
    counts = {process.communicate()[0].strip() for process in both}
    assert len(counts) == 1
    assert {process.returncode for process in both} == {0}
    assert prepare(softmax).drawn(1).source is Source.POOL


SECOND = (
    REFERENCE
    + BODY
    + """    return e / np.sum(e, axis=axis, keepdims=True)


def rival(x, axis=-1):
    return softmax(x, axis) {change}
"""
)


def without_truth(softmax, root, change=""):
    exercise = referring(softmax, root, SECOND.replace("{change}", change))
    content = msgspec.structs.replace(
        softmax.content, truth=None, returns={"like": "x"}, second="numerics.rival", properties=(), edge_cases=()
    )
    return msgspec.structs.replace(exercise, content=content)


def test_without_truth_a_second_implementation_must_agree(softmax, root):
    assert len(prepare(without_truth(softmax, root)).drawn(1).cases) >= 100
    fault = refusal(without_truth(softmax, root, "* (1 + 1e-6)"))
    assert "`second` gives " in fault.found


def test_a_second_implementation_that_raises_is_refused(softmax, root):
    assert refusal(without_truth(softmax, root, "+ 1 / 0")).path == "second"


def test_what_is_free_is_known_of_cases_from_the_pool_too(softmax):
    content = msgspec.structs.replace(softmax.content, canonical=Freedom(free=Canonical.ORDER))
    exercise = msgspec.structs.replace(softmax, content=content)
    first, second = (prepare(exercise).drawn(3) for _ in range(2))
    assert (first.source, second.source) == (Source.DRAWN, Source.POOL)
    assert {one.free for draw in (first, second) for one in draw.expected} == {content.canonical}
