"""A freedom is taken out of a result, and nothing else: lengths, angles, values and what follows stay as they are."""

import numpy as np
import pytest
from defining import case, content, definition

from grader.model.content import Freedom, Placed
from grader.model.enums import Canonical
from grader.truth import ReferenceWrong, align, degenerate, expect, freedom

ROWS = Freedom(free=Canonical.SIGN, vectors=Placed(part=0, along="rows"), follow=(Placed(part=2, along="columns"),))
SPACES = Freedom(free=Canonical.SUBSPACE, vectors=Placed(part=0, along="rows"), values=1, follow=(Placed(part=2),))
V = np.linalg.qr(np.random.default_rng(5).normal(size=(4, 3)))[0].T
VALUES = np.array([3.0, 3.0, 1.0])
DATA = np.random.default_rng(6).normal(size=(5, 4))
RESULT = (V, VALUES, DATA @ V.T)


def turned(angle, rows=(0, 1)):
    T = np.eye(3)
    i, j = rows
    T[i, i] = T[j, j] = np.cos(angle)
    T[i, j], T[j, i] = -np.sin(angle), np.sin(angle)
    return T @ V


def same(a, b):
    return len(a) == len(b) and all(np.allclose(x, y, rtol=0, atol=1e-14) for x, y in zip(a, b, strict=True))


def test_without_a_freedom_the_result_is_itself():
    assert align(None, RESULT, RESULT) is RESULT


@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, 1), (1, -1, -1), (-1, -1, -1)])
def test_signs_of_vectors_and_of_what_follows(signs):
    s = np.array(signs)
    assert same(align(ROWS, RESULT, (s[:, None] * V, VALUES, RESULT[2] * s)), RESULT)


def test_what_does_not_follow_stays_wrong():
    got = align(ROWS, RESULT, (-V, VALUES, RESULT[2]))
    assert same(got[:2], RESULT[:2])
    assert same([got[2]], [-RESULT[2]])


def test_values_do_not_change_their_sign():
    assert same([align(ROWS, RESULT, (-V, -VALUES, -RESULT[2]))[1]], [-VALUES])


@pytest.mark.parametrize("angle", [0.3, 2.0, 4.5])
def test_a_basis_of_the_space_of_equal_values(angle):
    W = turned(angle) * np.array([[1.0], [-1.0], [-1.0]])
    assert same(align(SPACES, RESULT, (W, VALUES, DATA @ W.T)), RESULT)


def test_vectors_of_different_values_do_not_mix():
    W = turned(0.3, (1, 2))
    assert not np.allclose(align(SPACES, RESULT, (W, VALUES, DATA @ W.T))[0], V, atol=0.1)


def test_a_basis_that_is_not_orthonormal_stays_wrong():
    skewed = V.copy()
    skewed[0] = (V[0] + 0.1 * V[1]) / np.linalg.norm(V[0] + 0.1 * V[1])
    assert not np.allclose(align(SPACES, RESULT, (skewed, VALUES, DATA @ skewed.T))[0], V, atol=1e-3)
    assert not np.allclose(align(SPACES, RESULT, (2 * V, VALUES, DATA @ V.T))[0], V, atol=0.5)


def test_order_of_columns_and_of_their_values():
    free = Freedom(free=Canonical.ORDER, vectors=Placed(part="vectors"), follow=(Placed(part="values"),))
    expected = {"values": VALUES, "vectors": V.T}
    order = [2, 0, 1]
    assert same(align(free, expected, {"values": VALUES[order], "vectors": V.T[:, order]}).values(), expected.values())
    wrong = align(free, expected, {"values": VALUES, "vectors": V.T[:, order]})
    assert not np.allclose(wrong["values"], VALUES)


def test_entries_in_any_order():
    free = Freedom(free=Canonical.ORDER)
    roots = np.array([1.0, 2.0, 2.0, -3.0])
    np.testing.assert_array_equal(align(free, roots, np.array([2.0, -3.0, 2.0, 1.0])), roots)
    assert sorted(align(free, roots, np.array([2.0, -3.0, 1.0, 1.0]))) == [-3, 1, 1, 2]


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64"])
def test_one_vector_is_turned_as_a_whole_in_its_dtype(dtype):
    v = np.array([3, -1, 2], dtype=dtype)
    got = align(Freedom(free=Canonical.SIGN), (2.0, v), (2.0, -v))
    assert got[1].dtype == v.dtype
    np.testing.assert_array_equal(got[1], v)


@pytest.mark.parametrize(
    "got", [3.0, None, "text", (V[:2], VALUES, RESULT[2]), (np.full((3, 4), np.nan), VALUES, RESULT[2]), ("a", "b", "c")]
)
def test_what_does_not_fit_comes_back_as_it_is(got):
    assert align(ROWS, RESULT, got) is got


def test_wrong_vectors_at_a_right_angle_are_one_however_they_are_turned():
    expected, wrong = np.array([[1.0, 0.0, 0.0]]), np.array([[1e-17, 0.6, -0.8]])
    free = Freedom(free=Canonical.SIGN, vectors=Placed(along="rows"))
    np.testing.assert_allclose(align(free, expected, wrong), align(free, expected, -wrong), rtol=0, atol=1e-15)


@pytest.mark.parametrize("word", Canonical)
def test_a_word_alone_stands_for_columns_of_the_part_with_most_axes(word):
    exercise = definition(None, [{"shape": ["D"]}, {"shape": ["D", "D"]}], {"A": {}}, canonical=word).content
    expected = (VALUES, V[:, :3].T)
    changed = expected[1][:, [2, 0, 1]] if word is Canonical.ORDER else -expected[1]
    assert same(align(freedom(exercise), expected, (VALUES, changed)), expected)


def test_values_of_a_word_alone_are_the_only_ones_there_are():
    exercise = content(None, [{"shape": ["D"]}, {"shape": ["D", "D"]}], {"A": {}}, canonical=Canonical.SUBSPACE)
    expected = (np.array([2.0, 2.0, 1.0]), np.eye(3))
    assert same(align(freedom(exercise), expected, (expected[0], np.eye(3)[:, [1, 0, 2]])), expected)


def eigenvectors(given):
    values, vectors = np.linalg.eigh(given.inputs["A"])
    return values, vectors


def test_two_witnesses_may_differ_by_what_is_free():
    exercise = definition(
        None, [{"shape": ["D"]}, {"shape": ["D", "D"]}], {"A": {}}, canonical=Canonical.SUBSPACE, second="t.g", stability="loose"
    )
    given = case(A=np.diag([2.0, 2.0, 1.0]) + 0.0)

    def turned_basis(given):
        values, vectors = eigenvectors(given)
        angle = np.array([[np.cos(1), -np.sin(1)], [np.sin(1), np.cos(1)]])
        return values, np.concatenate([-vectors[:, :1], vectors[:, 1:] @ angle], axis=1)

    expected = expect(exercise, given, eigenvectors, second=turned_basis)
    assert expected.free is not None
    assert expected.tolerance[1].max() < 1e-6
    with pytest.raises(ReferenceWrong, match="second: value"):
        expect(exercise, given, eigenvectors, second=lambda given: (eigenvectors(given)[0], eigenvectors(given)[1][:, ::-1]))


@pytest.mark.parametrize(
    ("values", "mixes"), [(VALUES, True), (np.array([3.0, 3.0 + 1e-10, 1.0]), True), (np.array([3.0, 2.0, 1.0]), False)]
)
def test_equal_values_leave_a_choice(values, mixes):
    assert degenerate(SPACES, (V, values, RESULT[2])) is mixes
    assert not degenerate(ROWS, (V, values, RESULT[2]))
