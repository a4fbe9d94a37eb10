"""What right results leave free is no error anywhere on the way of a check: values, repeats, what is shown."""

from grader import check_answer, load_bank
from grader.model.enums import Check, Fact, Verdict

TURNING = """
import numpy as np

calls = []


def pca(X, k):
    n, d = X.shape
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError("n or k")
    calls.append(k)
    sign = (-1.0) ** len(calls)
    Xc = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    return sign * Vt[:k], s[:k] ** 2 / (n - 1), sign * Xc @ Vt[:k].T
"""


def pca(*changes):
    text = TURNING
    for found, instead in changes:
        assert found in text
        text = text.replace(found, instead)
    return check_answer(load_bank().exercise("pca"), text, seed=1)


NEGATIVE = ("(-1.0) ** len(calls)", "-1.0")


def test_an_answer_whose_signs_change_from_call_to_call_passes():
    report = pca()
    assert report.verdict is Verdict.PASS, report.findings[:1]


def test_scores_that_do_not_follow_fail():
    report = pca(NEGATIVE, ("sign * Xc @", "Xc @"))
    assert report.verdict is Verdict.WRONG
    assert (report.findings[0].check, report.findings[0].part) == (Check.AGREES, "[2]")


def test_what_is_shown_has_the_signs_that_it_is_compared_with():
    report = pca(NEGATIVE, ("sign * Vt", "1.01 * sign * Vt"))
    found = next(finding for finding in report.findings if finding.fact is Fact.VALUES_DIFFER)
    assert found.part == "[0]"
    row, column = found.index
    assert found.got_value.data[row][column] == found.got
    assert abs(found.got / found.expected - 1.01) < 1e-9
