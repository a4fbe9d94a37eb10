"""Threads, with everything that threads wait for."""

import queue
import threading


def f():
    lock, done, results, local = threading.Lock(), threading.Event(), queue.Queue(), threading.local()
    barrier, gate = threading.Barrier(4), threading.Semaphore(2)

    def work(number):
        local.number = number
        barrier.wait(10)
        with gate, lock:
            results.put(local.number)
        done.wait(10)

    started = [threading.Thread(target=work, args=(number,), name=f"worker {number}") for number in range(4)]
    for thread in started:
        thread.start()
    got = sorted(results.get(timeout=10) for _ in started)
    done.set()
    for thread in started:
        thread.join()
    timer = threading.Timer(0.01, done.clear)
    timer.start()
    timer.join()
    return got == [0, 1, 2, 3] and not done.is_set() and threading.active_count() == 1
