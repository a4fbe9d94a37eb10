"""Forbidden names are found under whatever name they were imported."""

import pytest

from grader.judge import forbidden_uses

FORBID = ("np.linalg.inv", "np.dot", "@", "scipy", ".var")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import numpy as np\nnp.linalg.inv(A)", "np.linalg.inv"),
        ("import numpy\nnumpy.linalg.inv(A)", "np.linalg.inv"),
        ("import numpy.linalg\nnumpy.linalg.inv(A)", "np.linalg.inv"),
        ("import numpy.linalg as la\nf = la.inv", "np.linalg.inv"),
        ("from numpy import linalg\nlinalg.inv(A)", "np.linalg.inv"),
        ("from numpy.linalg import inv as solve", "np.linalg.inv"),
        ("from numpy import *\nimport numpy as q\nq.dot(a, b)", "np.dot"),
        ("x = a @ b", "@"),
        ("a @= b", "@"),
        ("from numpy.linalg import *\ninv(x)", "np.linalg.inv"),
        ("m = x.T.var(axis=0)", ".var"),
        ("from scipy import special", "scipy.special"),
        ("import scipy.special as sp\nsp.softmax(x)", "scipy.special.softmax"),
    ],
)
def test_found_with_its_line(source, name):
    found = forbidden_uses(source, FORBID)
    assert name in [failure.names[0] for failure in found]
    assert all(failure.line for failure in found)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnp.linalg.solve(A, b)",
        "inv = 3\nprint(inv)",
        "class np2:\n    linalg = 1",
        "# np.linalg.inv\ns = 'a @ b'",
        "import numpy as np\nnp.linalg.inverse_of",
        "def broken(:",
    ],
)
def test_not_found_where_it_is_not_used(source):
    assert forbidden_uses(source, FORBID) == []


def test_nothing_forbidden_nothing_read():
    assert forbidden_uses("\0", ()) == []
