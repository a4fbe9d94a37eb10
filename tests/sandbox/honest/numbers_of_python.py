"""Exact numbers, statistics, math and cmath."""

import cmath
import math
import statistics
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction
from numbers import Rational


def f():
    getcontext().prec = 50
    with localcontext() as context:
        context.prec = 30
        assert str(Decimal(2).sqrt()).startswith("1.41421356237309504880168872")
    assert Decimal("0.1") * 3 == Decimal("0.3")
    third = Fraction(1, 3)
    assert isinstance(third, Rational) and Fraction(0.5) + third == Fraction(5, 6)
    data = [2.0, 4.0, 4.0, 5.0, 7.0]
    assert statistics.mean(data) == statistics.fmean(data) == 4.4 and statistics.quantiles(data, n=4)[1] == 4.0
    assert math.isclose(statistics.stdev(data) ** 2, statistics.variance(data)) and statistics.NormalDist(0, 1).cdf(0) == 0.5
    return math.comb(10, 3) == 120 and math.isclose(math.fsum([0.1] * 10), 1.0) and cmath.phase(-1) == math.pi
