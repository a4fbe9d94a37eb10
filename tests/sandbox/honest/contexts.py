"""contextlib, contextvars, and output that goes elsewhere."""

import contextlib
import contextvars
import io
import os

import numpy as np

VARIABLE = contextvars.ContextVar("VARIABLE", default=0)


@contextlib.contextmanager
def entered(log):
    log.append("in")
    try:
        yield log
    finally:
        log.append("out")


def f():
    log = []
    with contextlib.ExitStack() as stack:
        stack.enter_context(entered(log))
        stack.enter_context(np.errstate(all="raise"))
        stack.enter_context(contextlib.suppress(FloatingPointError))
        np.float64(1) / np.float64(0)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        print("elsewhere")
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        print("nowhere")
    contextvars.copy_context().run(VARIABLE.set, 3)
    return log == ["in", "out"] and out.getvalue() == "elsewhere\n" and VARIABLE.get() == 0
