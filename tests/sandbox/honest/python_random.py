"""random and secrets, which ask the kernel for chance."""

import random
import secrets


def f():
    random.seed(7)
    first = [random.random(), random.gauss(0, 1), random.randrange(10), random.choice("abc")]
    random.seed(7)
    assert first == [random.random(), random.gauss(0, 1), random.randrange(10), random.choice("abc")]
    random.seed()
    assert 0 <= random.SystemRandom().random() < 1
    return len(secrets.token_bytes(8)) == 8 and len(random.sample(range(100), 10)) == 10
