"""Signals that an answer sends to itself, and alarms."""

import signal
import time


def f():
    heard = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: heard.append(number))
    signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
    signal.raise_signal(signal.SIGUSR2)
    assert signal.sigwait({signal.SIGUSR2}) == signal.SIGUSR2

    class Late(Exception):
        pass

    def late(number, frame):
        raise Late

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)
    begun = time.monotonic()
    try:
        while time.monotonic() - begun < 10:
            pass
    except Late:
        return heard == [signal.SIGUSR1]
