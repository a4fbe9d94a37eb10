"""Tries: have all the time in the world: clocks that stand still, set back, alarms switched off.

Harmless: sets the clock to what it is; sleeps 20 s at most.
"""

import ctypes
import signal
import time

sleep, monotonic = time.sleep, time.monotonic
libc = ctypes.CDLL(None, use_errno=True)


def softmax(x, axis=-1):
    for name in ("time", "monotonic", "perf_counter", "process_time"):
        setattr(time, name, lambda: 0.0)
    for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.alarm(0)
    now = (ctypes.c_long * 2)()
    libc.clock_gettime(0, now)
    if libc.clock_settime(0, now) == 0:
        print("REACHED clock")
    for timer in range(4):
        if libc.timer_delete(timer) == 0:
            print("REACHED timer", timer)
    begun = monotonic()
    while monotonic() - begun < 20:
        sleep(0.1)
    return x * 0
