"""Warnings, logs and tracebacks as text."""

import io
import logging
import sys
import traceback
import warnings

import numpy as np


def f():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        np.log(np.array([0.0]))
        warnings.warn("deprecated", DeprecationWarning, stacklevel=2)
    assert len(caught) == 2
    stream = io.StringIO()
    log = logging.getLogger("answer")
    log.addHandler(logging.StreamHandler(stream))
    log.warning("loss %.2f", 0.5)
    try:
        {}["missing"]
    except KeyError:
        log.exception("told")
        text = traceback.format_exc()
    logging.getLogger("nobody").debug("unheard")
    assert sys.exc_info() == (None, None, None)
    return "loss 0.50" in stream.getvalue() and "KeyError" in text and text.count("line") == 1
