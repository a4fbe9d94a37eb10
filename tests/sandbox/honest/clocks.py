"""Sleeping and measuring time."""

import sched
import time
import timeit


def f():
    begun = time.perf_counter(), time.monotonic(), time.process_time(), time.thread_time(), time.time_ns()
    time.sleep(0.01)
    ended = time.perf_counter(), time.monotonic(), time.process_time(), time.thread_time(), time.time_ns()
    assert all(a <= b for a, b in zip(begun, ended)) and ended[0] - begun[0] >= 0.009
    assert timeit.timeit("1 + 1", number=100) > 0
    ran, order = [], sched.scheduler(time.monotonic, time.sleep)
    order.enter(0.001, 1, ran.append, ("a",))
    order.run()
    return ran == ["a"] and time.get_clock_info("perf_counter").monotonic
