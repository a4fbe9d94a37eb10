"""A known mistake is recognized by what it does, however it is written; another mistake is not taken for it."""

import msgspec
import numpy as np
import pytest
from judging import case, expected

from grader.judge import Judged, judge, recognize, same_value
from grader.model.case import Call, ErrorFacts, Observation
from grader.model.content import Contract, Freedom, Placed
from grader.model.enums import Canonical, Certainty, Layout, Outcome, Stratum

CONTRACT = Contract(dtype="preserve")


def right(x):
    x = np.asarray(x) if np.asarray(x).dtype.kind == "f" else np.asarray(x, dtype=float)
    return x / np.sqrt((x * x).sum(axis=-1, keepdims=True))


def whole_norm(x):
    x = x if x.dtype.kind == "f" else x.astype(float)
    return x / np.linalg.norm(x).astype(x.dtype)


def whole_norm_loops(x):
    total = 0.0
    for value in np.nditer(x):
        total += float(value) ** 2
    return np.array([[float(v) / total**0.5 for v in row] for row in x])


def no_root(x):
    x = x if x.dtype.kind == "f" else x.astype(float)
    return x / (x * x).sum(axis=-1, keepdims=True)


def in_place(x):
    x /= np.sqrt((x * x).sum(axis=-1, keepdims=True))
    return x


def in_place_otherwise(x):
    if x.dtype.kind != "f":
        return right(x)
    x[:] = right(x)
    return x.copy()


def widened(x):
    return right(np.asarray(x, dtype=np.float64))


def widened_otherwise(x):
    return np.stack([right(row.astype(float)) for row in x])


def with_eps(x):
    x = x if x.dtype.kind == "f" else x.astype(float)
    return x / (np.sqrt((x * x).sum(axis=-1, keepdims=True)) + x.dtype.type(1e-9))


def with_eps_otherwise(x):
    lengths = np.linalg.norm(x.astype(float), axis=-1) + 1e-9
    return (x.T / lengths).T


MISTAKES = [whole_norm, no_root, in_place, widened, with_eps]


def observe(function):
    def run(call):
        x = call.arguments["x"].copy()
        x.flags.writeable = call.layout is not Layout.READONLY
        try:
            value = function(x)
        except Exception as error:  # noqa: BLE001 - what the sandbox does
            bases = tuple(kind.__name__ for kind in type(error).__mro__)
            return Observation(outcome=Outcome.RAISED, error=ErrorFacts(bases[0], bases, str(error), ()))
        x.flags.writeable = True
        return Observation(outcome=Outcome.RETURNED, value=value, after={"x": x}, aliases=("x",) * np.shares_memory(value, x))

    return run


def cases(seed=7):
    rng = np.random.default_rng(seed)
    for i in range(30):
        dtype = ["float64", "float64", "float32", "int64"][i % 4]
        x = (
            rng.integers(1, 9, size=(1 + i % 3, 2 + i % 2)).astype(dtype)
            if dtype == "int64"
            else rng.normal(size=(1 + i % 3, 3)).astype(dtype)
        )
        yield case(dtype=dtype, layout=list(Layout)[i % 4], inputs={"x": x}), Call({"x": x}, layout=list(Layout)[i % 4])


def answer(function):
    judged = []
    for item, call in cases():
        value = expected(right(call.arguments["x"].astype(float)))
        value = type(value)(value.value, 256 * np.finfo(np.float32).eps * np.abs(value.value)) if item.dtype == "float32" else value
        seen = observe(function)(call)
        judged.append(Judged(item, call, value, seen, tuple(judge(CONTRACT, item, call, value, seen))))
    return judged


def recognized(function, mistakes=MISTAKES):
    judged = answer(function)

    def judge_case(i, seen, _):
        return judge(CONTRACT, judged[i].case, judged[i].call, judged[i].expected, seen)

    match = recognize(judged, [observe(mistake) for mistake in mistakes], judge_case)
    return None if match is None else (mistakes[match.position], match.certainty)


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        *((mistake, mistake) for mistake in MISTAKES),
        (whole_norm_loops, whole_norm),
        (in_place_otherwise, in_place),
        (widened_otherwise, widened),
        (with_eps_otherwise, with_eps),
    ],
)
def test_a_mistake_is_recognized_however_it_is_written(written, mistake):
    assert recognized(written) == (mistake, Certainty.CERTAIN)


def test_a_right_answer_makes_no_mistake():
    assert recognized(right) is None


@pytest.mark.parametrize(
    "other",
    [
        lambda x: right(x) * 1.5,
        lambda x: right(x) if len(x) > 1 else no_root(x),
        lambda x: no_root(x) + 0.01,
        lambda x: with_eps(x) * (1 + 3e-9),
        lambda x: (_ for _ in ()).throw(ValueError("no")),
    ],
)
def test_another_mistake_is_not_taken_for_a_listed_one(other):
    assert recognized(other) is None


def test_what_hangs_on_rounding_does_not_tell():
    def singular(x):
        return right(x.astype(float)) + 1e16 * (x.astype(float) - np.sqrt(x.astype(float) ** 2))

    # Its own result jumps when an input moves by an ulp, and is never compared.
    assert recognized(right, [singular]) is None


def test_an_invalid_case_is_compared_only_if_the_mistake_is_about_it():
    item = case(stratum=Stratum.INVALID, raises="ValueError", inputs={})
    call = Call({"x": np.zeros((1, 2))})
    seen = Observation(outcome=Outcome.RETURNED, value=1.0)
    judged = [Judged(item, call, None, seen, tuple(judge(CONTRACT, item, call, None, seen)))]
    match = recognize(judged, [lambda _: seen], lambda i, s, _: judge(CONTRACT, item, call, None, s))
    assert match is not None
    assert match.certainty is Certainty.LIKELY


def test_a_refusal_with_another_exception_is_not_taken_for_a_result():
    item = case(stratum=Stratum.INVALID, raises="LinAlgError", inputs={})
    call = Call({"x": np.zeros((1, 2))})
    returned = Observation(outcome=Outcome.RETURNED, value=1.0)
    other, another = (
        Observation(outcome=Outcome.RAISED, error=ErrorFacts(name, (name, "Exception"), "no", ()))
        for name in ("ValueError", "ZeroDivisionError")
    )

    def found(seen, mistake):
        judged = [Judged(item, call, None, seen, tuple(judge(CONTRACT, item, call, None, seen)))]
        return recognize(judged, [lambda _: mistake], lambda i, s, _: judge(CONTRACT, item, call, None, s)) is not None

    assert found(returned, returned)
    assert found(other, another)
    assert not found(other, returned)
    assert not found(returned, other)


def test_a_part_that_is_widened_is_not_taken_for_all_of_them():
    def parts(x, *widened):
        return tuple(right(x).astype(np.float64 if i in widened else x.dtype) for i in range(2))

    def found(*widened):
        judged = []
        for _, drawn in cases():
            x = drawn.arguments["x"].astype(np.float32)
            item, call, wanted = case(dtype="float32"), Call({"x": x}), expected(parts(x.astype(np.float64)))
            seen = Observation(outcome=Outcome.RETURNED, value=parts(x, *widened))
            judged.append(Judged(item, call, wanted, seen, tuple(judge(CONTRACT, item, call, wanted, seen))))

        def judge_case(i, seen, _):
            return judge(CONTRACT, judged[i].case, judged[i].call, judged[i].expected, seen)

        def mistake(call):
            return Observation(outcome=Outcome.RETURNED, value=parts(call.arguments["x"], 0, 1))

        return recognize(judged, [mistake], judge_case) is not None

    assert found(0, 1)
    assert not found(0)
    assert not found(1)


def test_infinity_and_nan_are_alike_where_a_number_is_expected():
    assert same_value(np.array([np.inf, 1.0]), np.array([np.nan, 1.0]), np.array([2.0, 1.0]), np.array([1e-12, 1e-12]))
    assert not same_value(np.array([np.inf, 1.0]), np.array([np.nan, 1.0]), np.array([np.inf, 1.0]), np.array([0.0, 1e-12]))
    assert not same_value(np.array([np.inf]), np.array([np.nan]))


def test_a_number_is_not_alike_to_infinity():
    assert not same_value(np.array([3.0]), np.array([np.inf]), np.array([3.5]), np.array([1e-12]))
    assert not same_value(np.array([3.0]), np.array([np.inf]))


FREE = Freedom(free=Canonical.SIGN)


def direction(x, scale=1.0):
    return scale * x / np.sqrt(x @ x)


@pytest.mark.parametrize(("turn", "found"), [(1.0, 0), (-1.0, 0), (1.5, None), (-1.5, None)])
def test_a_freedom_is_taken_out_before_a_mistake_is_recognized(turn, found):
    vectors = [np.array([3.0, -4.0]), np.array([1.0, 2.0, 2.0]), np.array([5.0, 12.0])]
    judged = []
    for x in vectors:
        item, call, seen = case(inputs={"x": x}), Call({"x": x}), Observation(outcome=Outcome.RETURNED, value=turn * x)
        wanted = msgspec.structs.replace(expected(direction(x)), free=FREE)
        judged.append(Judged(item, call, wanted, seen, tuple(judge(CONTRACT, item, call, wanted, seen))))

    def judge_case(i, seen, _):
        return judge(CONTRACT, judged[i].case, judged[i].call, judged[i].expected, seen)

    match = recognize(judged, [observe(lambda x: x * 1.0)], judge_case)
    assert (None if match is None else match.position) == found


def eigenvectors(matrix, *, signs=1.0):
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors * np.asarray(signs)


def by_vectors(matrices, function, turn):
    """Judged results of `function`, and how a known mistake of the same kind is judged beside them."""
    free = Freedom(free=Canonical.SUBSPACE, vectors=Placed(part=1), values=0)
    judged = []
    for matrix in matrices:
        item, call = case(inputs={"A": matrix}), Call({"A": matrix})
        wanted = msgspec.structs.replace(expected(eigenvectors(matrix)), free=free)
        seen = Observation(outcome=Outcome.RETURNED, value=function(matrix, signs=turn))
        judged.append(Judged(item, call, wanted, seen, tuple(judge(CONTRACT, item, call, wanted, seen))))

    def judge_case(i, seen, _):
        return judge(CONTRACT, judged[i].case, judged[i].call, judged[i].expected, seen)

    def mistake(call):
        return Observation(outcome=Outcome.RETURNED, value=function(call.arguments["A"]))

    return recognize(judged, [mistake], judge_case)


def rows_of_vectors(matrix, *, signs=1.0):
    values, vectors = eigenvectors(matrix, signs=signs)
    return values, vectors.T


@pytest.mark.parametrize("turn", [(1.0, 1.0, 1.0), (-1.0, 1.0, 1.0), (1.0, -1.0, -1.0)])
def test_wrong_vectors_are_alike_with_any_sign(turn):
    matrices = [np.array([[2.0, b, 0.3], [b, 1.0, 0.7], [0.3, 0.7, -1.0]]) for b in (0.5, -0.25, 3.0)]
    assert by_vectors(matrices, rows_of_vectors, turn) is not None


def test_a_case_in_which_vectors_may_mix_does_not_tell():
    def doubled(matrix, *, signs=1.0):
        mixed = matrix[0, 1] == 0 and signs == (-1.0, 1.0)
        values, vectors = eigenvectors(matrix)
        return 2 * values, vectors @ [[0.6, -0.8], [0.8, 0.6]] if mixed else vectors

    matrices = [np.eye(2), *(np.array([[2.0, b], [b, 1.0]]) for b in (0.5, -0.25, 3.0))]
    match = by_vectors(matrices, doubled, (-1.0, 1.0))
    assert match is not None
    assert match.telling == 3
