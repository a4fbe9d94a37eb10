"""Generators, coroutines that are driven by hand, and deep recursion."""

import sys


def countdown(n):
    while n:
        received = yield n
        n = n - 1 if received is None else received


async def add(a, b):
    return a + b


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def f():
    assert list(countdown(3)) == [3, 2, 1]
    running = countdown(9)
    next(running)
    assert running.send(2) == 2
    try:
        add(1, 2).send(None)
    except StopIteration as stopped:
        assert stopped.value == 3
    sys.setrecursionlimit(20_000)
    assert depth(9_000) == 9_000
    sys.setrecursionlimit(200)
    try:
        depth(1_000)
    except RecursionError:
        sys.setrecursionlimit(1_000)
        return True
