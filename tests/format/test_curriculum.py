"""The format fits: every code and debug exercise of the curriculum loads, is drawn in all strata, and runs through its reference.

`curriculum/` is a bank; its README says which parts of the format each exercise needs.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.bank import compile_answer, load_file, load_function
from grader.build import prepare
from grader.language import evaluate, parse_program
from grader.model.case import Call, Function, Generator
from grader.model.content import DebugContent
from grader.model.enums import Kind, Layout, Outcome, Stratum
from grader.sample import draw, pack, plan
from grader.sandbox import observe

BANK = Path(__file__).parent / "curriculum"
FILES = {file.stem: file for file in sorted((BANK / "exercises").rglob("*.yaml"))}
SEEDS = (0, 1, 2, 3)
CASES_PER_SEED = 50
RANDOM_STRATA = {Stratum.PLAIN, Stratum.INTEGER, Stratum.SPECIAL, Stratum.EXTREME, Stratum.TIE}

TEXTS = {name: file.read_text(encoding="utf-8") for name, file in FILES.items()}
DEBUG = [name for name, text in TEXTS.items() if "\nform: debug\n" in text]
WITH_LINES = [name for name, text in TEXTS.items() if "\ntruth: |\n" in text]

every_exercise = pytest.mark.parametrize("name", FILES)


class Ran(msgspec.Struct):
    """An exercise, its cases, and what its reference made of each."""

    exercise: object
    plan: object
    cases: list
    observations: list

    @property
    def content(self):
        return self.exercise.content

    def valid(self):
        """Cases that must return something, with their observations."""
        return [(c, o) for c, o in zip(self.cases, self.observations, strict=True) if c.raises is None]


@cache
def ran(name):
    exercise = load_file(FILES[name], BANK)
    planned = plan(exercise)
    cases = [case for seed in SEEDS for case in draw(planned, seed, CASES_PER_SEED)]
    reference = load_function(exercise, exercise.content.reference)
    return Ran(exercise, planned, cases, [observe(reference, Call(pack(planned, case), case.layout)) for case in cases])


def told(case):
    """What a failing assertion shows: enough to draw the case again."""
    return f"{case.name} ({case.stratum}, {case.dtype}, {case.layout}, seeds {SEEDS}): {case.inputs}"


def test_the_whole_curriculum_is_here():
    assert (len(FILES), len(DEBUG)) == (73, 10)
    assert all(isinstance(ran(name).content, DebugContent) == (name in DEBUG) for name in FILES)


def test_what_an_exercise_needs_is_in_the_curriculum_too():
    assert {need for name in FILES for need in ran(name).content.needs} <= FILES.keys()


@every_exercise
def test_two_hundred_cases_of_every_stratum_are_drawn(name):
    cases = ran(name).cases
    drawn = Counter(case.stratum for case in cases if case.stratum in RANDOM_STRATA)
    assert drawn.keys() == RANDOM_STRATA
    assert drawn.total() == len(SEEDS) * CASES_PER_SEED


@every_exercise
def test_every_edge_case_and_invalid_input_is_drawn_with_each_seed(name):
    content = ran(name).content
    drawn = Counter(case.name for case in ran(name).cases if case.stratum not in RANDOM_STRATA)
    assert drawn == {case["name"]: len(SEEDS) for case in (*content.edge_cases, *content.raises)}


@every_exercise
def test_random_cases_meet_dims_and_conditions(name):
    found = ran(name)
    for case in found.cases:
        if case.stratum in RANDOM_STRATA:
            assert all(low <= case.dims[dim] <= high for dim, (low, high) in found.plan.dims.items()), told(case)
            env = case.dims | case.inputs
            with np.errstate(all="ignore"):
                for condition in (*found.plan.dim_conditions, *found.plan.input_conditions):
                    assert np.all(evaluate(condition, env)), (condition.source, told(case))


@every_exercise
def test_the_reference_takes_valid_cases_and_refuses_invalid_ones(name):
    for case, observation in zip(ran(name).cases, ran(name).observations, strict=True):
        if case.raises is None:
            assert observation.outcome is Outcome.RETURNED, (told(case), observation.error)
        else:
            assert observation.outcome is Outcome.RAISED, (told(case), observation.value)
            assert case.raises in observation.error.bases, (told(case), observation.error)


@every_exercise
def test_the_reference_leaves_its_inputs_alone(name):
    for case, observation in ran(name).valid():
        arguments = pack(ran(name).plan, case)
        assert observation.aliases == (), told(case)
        assert same(arguments, observation.after), told(case)


def same(before, after):
    """Whether two trees hold the same values; a list stands for the array it was made from."""
    if isinstance(before, dict):
        return before.keys() == after.keys() and all(same(before[key], after[key]) for key in before)
    if isinstance(before, np.ndarray):
        return np.array_equal(before, np.asarray(after), equal_nan=before.dtype.kind == "f")
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(same, before, after))
    return isinstance(before, Function | Generator) or before == after


@every_exercise
def test_results_have_the_declared_form(name):
    content = ran(name).content
    for case, observation in ran(name).valid():
        assert has_form(content.returns, observation.value, case, content), (told(case), observation.value)


def has_form(part, value, case, content):
    """Whether a result is what `returns` says, as far as that says it: of a truth line only that it is a number or an array."""
    if isinstance(part, str):
        return is_real(value)
    if isinstance(part, list | tuple):
        fits = isinstance(value, tuple) and len(value) == len(part)
        return fits and all(has_form(one, item, case, content) for one, item in zip(part, value, strict=True))
    (word,) = part.keys() - {"wrt"}
    match word:
        case "dict":
            parts = part["dict"]
            return value.keys() == parts.keys() and all(has_form(parts[key], value[key], case, content) for key in parts)
        case "grad":
            return has_shapes_of(part["wrt"], value, case, content)
        case "like":
            return is_real(value) and np.shape(value) == np.shape(case.inputs[part["like"]])
        case "shape":
            return is_real(value) and has_shape(part["shape"], np.shape(value), case)
        case "list":
            return isinstance(value, list) and all(has_form(part["list"], item, case, content) for item in value)
        case "type":
            return type(value) is {"int": int, "bool": bool, "text": str}[part["type"]]


def is_real(value):
    return isinstance(value, float | np.ndarray | np.generic) and np.asarray(value).dtype.kind == "f"


def has_shapes_of(wrt, value, case, content):
    """A gradient has the shape of what it is taken in."""
    if isinstance(wrt, str):
        return is_real(value) and np.shape(value) == np.shape(case.inputs[wrt])
    packed = {name for names in content.pack.values() for name in names}
    form, parts = (dict, value) if set(wrt) <= packed else (tuple, dict(zip(wrt, value, strict=True)))
    return isinstance(value, form) and parts.keys() == set(wrt) and all(has_shapes_of(x, parts[x], case, content) for x in wrt)


def has_shape(extents, shape, case):
    env = case.dims | case.inputs
    wanted = [None if extent is None else eval(str(extent), {}, env) for extent in extents]
    return len(wanted) == len(shape) and all(w is None or w == n for w, n in zip(wanted, shape, strict=True))


@every_exercise
def test_results_keep_the_promised_dtype_and_silence(name):
    contract = ran(name).content.contract
    for case, observation in ran(name).valid():
        if contract.warnings == "none":
            assert observation.warnings == (), told(case)
        floating = case.dtype if case.dtype.startswith("float") else "float64"
        wanted = {"preserve": floating, "any": None}.get(contract.dtype, contract.dtype)
        for array in arrays(observation.value):
            assert wanted is None or array.dtype == wanted, (told(case), array.dtype)


def arrays(value):
    if isinstance(value, dict | list | tuple):
        return [array for item in (value.values() if isinstance(value, dict) else value) for array in arrays(item)]
    return [value] if isinstance(value, np.ndarray) else []


@every_exercise
def test_the_reference_gives_what_edge_cases_expect(name):
    for case, observation in ran(name).valid():
        if case.expect is not msgspec.UNSET:
            assert close(case.expect, observation.value, eps(case)), (told(case), case.expect, observation.value)


def eps(case):
    return float(np.finfo(case.dtype if case.dtype.startswith("float") else float).eps)


def close(expected, got, unit):
    """Whether two trees agree to a few million units in the last place: written values are rounded, and iterations stop."""
    if isinstance(expected, dict):
        return expected.keys() == got.keys() and all(close(expected[key], got[key], unit) for key in expected)
    if isinstance(expected, list | tuple):
        return len(expected) == len(got) and all(close(e, g, unit) for e, g in zip(expected, got, strict=True))
    if isinstance(expected, str | bool) or isinstance(got, bool):
        return expected == got
    expected, got = np.asarray(expected, dtype=float), np.asarray(got, dtype=float)
    scale = np.max(np.abs(expected), initial=0, where=np.isfinite(expected))
    allowed = {"rtol": 1e6 * unit, "atol": 1e3 * unit * (scale or 1), "equal_nan": True}
    return expected.shape == got.shape and np.allclose(got, expected, **allowed)


@pytest.mark.parametrize("name", WITH_LINES)
def test_truth_agrees_with_the_reference(name):
    """Lines in float64 arithmetic, gradients by central differences: what `truth` and the build do exactly, a second way."""
    content = ran(name).content
    program = parse_program(content.truth, names={*content.dims, *content.inputs}, path="truth")
    compared = 0
    for case, observation in ran(name).valid():
        if case.stratum not in RANDOM_STRATA - {Stratum.EXTREME}:
            continue
        env = case.dims | {key: widened(value, content.inputs[key].kind) for key, value in case.inputs.items()}
        lines = computed(program, env)
        for part, got in truth_parts(content.returns, observation.value):
            if isinstance(part, str):
                pair = got, lines[part]
            elif case.stratum is Stratum.PLAIN and case.dtype.startswith("float"):
                pair = along(got), slope(program, env, *part)
            else:
                continue
            compared += 1
            assert nearly(*pair, max(eps(case), 1e-9)), (part, pair, told(case))
    assert compared >= 40


@every_exercise
def test_the_build_proves_it_and_grades_every_edge_case(name):
    """Truth at two precisions, certificate, the gate that the reference must pass, and what authors expect: one seed of them."""
    drawn = prepare(ran(name).exercise).drawn(seed=0)
    asked = {case.name for case in drawn.cases}
    assert asked >= {case["name"] for case in (*ran(name).content.edge_cases, *ran(name).content.raises)}
    assert all((case.raises is None) == (expected is not None) for case, expected in zip(drawn.cases, drawn.expected, strict=True))


def widened(value, kind):
    """Truth knows no dtypes, only that labels are whole."""
    return value.astype(float) if isinstance(value, np.ndarray) and kind is not Kind.LABEL else value


def nearly(got, wanted, unit):
    """Whether they agree where the lines did not overflow."""
    scale = np.max(np.abs(wanted), initial=0, where=np.isfinite(wanted))
    right = np.isclose(got, wanted, rtol=1e3 * unit, atol=50 * unit * (scale + 1), equal_nan=True)
    return np.shape(got) == np.shape(wanted) and np.all(right | ~np.isfinite(wanted))


def computed(program, env):
    """The names with the value of each truth line."""
    env = dict(env)
    with np.errstate(all="ignore"):
        for line in program.lines:
            env[line.target] = evaluate(line.expression, env)
    return env


def truth_parts(part, value):
    """What comes back, with the truth line that it is, or with `(line, input)` where it is a gradient."""
    if isinstance(part, str):
        return [(part, value)]
    if isinstance(part, list | tuple):
        return [found for one, item in zip(part, value, strict=True) for found in truth_parts(one, item)]
    if "grad" in part:
        wrt = part["wrt"]
        if isinstance(wrt, str):
            return [((part["grad"], wrt), value)]
        return [((part["grad"], x), value[x if isinstance(value, dict) else i]) for i, x in enumerate(wrt)]
    return [found for key, one in part["dict"].items() for found in truth_parts(one, value[key])]


def direction(shape):
    """Fixed and without symmetry: an entry in the wrong place changes the product with it."""
    return np.cos(np.arange(1, np.prod(shape, dtype=int) + 1)).reshape(shape)


def along(gradient):
    return np.sum(gradient * direction(np.shape(gradient)))


def slope(program, env, line, wrt, step=1e-6):
    """The central difference of a line along the direction."""
    x = np.asarray(env[wrt], dtype=float)
    up, down = (computed(program, env | {wrt: x + move * direction(x.shape)})[line] for move in (step, -step))
    return (up - down) / (2 * step)


@pytest.mark.parametrize("name", DEBUG)
def test_what_a_debug_exercise_starts_as_fails_on_some_case(name):
    found = ran(name)
    broken = compile_answer(found.exercise, found.content.start)
    for case, right in zip(found.cases, found.observations, strict=True):
        wrong = observe(broken, Call(pack(found.plan, case), case.layout))
        if wrong.outcome is not right.outcome or (right.outcome is Outcome.RETURNED and not alike(right.value, wrong.value)):
            return
    pytest.fail("the starting code does on every case what the reference does")


def alike(right, wrong):
    if type(right) is not type(wrong):
        return False
    try:
        return close(right, wrong, np.finfo(float).eps)
    except (TypeError, ValueError):
        return False


def test_inputs_of_every_kind_dtype_and_layout_occur():
    """What the sampler can make and no exercise of the curriculum uses is listed here, so that it is known."""
    contents = [ran(name).content for name in FILES]
    cases = [case for name in FILES for case in ran(name).cases]
    kinds = {spec.kind for content in contents for spec in content.inputs.values()}
    dtypes = {array.dtype.name for case in cases for value in case.inputs.values() for array in arrays(value)}
    assert set(Kind) - kinds == {Kind.BOOLEAN, Kind.ONE_HOT, Kind.ORTHOGONAL}
    assert dtypes == {"float64", "float32", "float16", "int64", "int32", "int8", "uint8", "bool"}
    assert {case.layout for case in cases} == set(Layout)


def test_the_generator_of_bf16_meets_ties_and_nan_with_every_payload_bit():
    """The edge case that no value in YAML can say: 0x7fffffff, which wraps when it is rounded as a number."""
    bits = np.concatenate([case.inputs["x"].view(np.uint32) for case in ran("bf16-round").cases if case.stratum in RANDOM_STRATA])
    assert 0x7FFFFFFF in bits
    assert np.any((bits & 0xFFFF == 0x8000) & (bits & 0x7F800000 != 0x7F800000))


def test_the_readme_has_a_row_for_every_exercise():
    _, _, table = (BANK / "README.md").read_text(encoding="utf-8").partition("## Exercise by exercise")
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    assert sorted(rows) == sorted(["exercise", *FILES])
