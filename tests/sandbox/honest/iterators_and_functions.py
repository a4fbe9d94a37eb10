"""itertools, functools, operator."""

import functools
import itertools
import operator


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@functools.singledispatch
def kind(value):
    return "other"


kind.register(int, lambda value: "int")


def f():
    assert fibonacci(200) % 10 == 5 and fibonacci.cache_info().hits
    assert list(itertools.accumulate([1, 2, 3], operator.mul)) == [1, 2, 6]
    assert functools.reduce(operator.add, itertools.chain([1], [2, 3])) == 6
    assert len(list(itertools.product("ab", repeat=3))) == len(list(itertools.permutations(range(4), 2))) - 4
    assert [k for k, _ in itertools.groupby("aabbb")] == ["a", "b"]
    return kind(1) == "int" and functools.partial(pow, 2)(5) == 32
