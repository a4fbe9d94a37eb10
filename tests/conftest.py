"""Every test run has a cache of its own: nothing of the user's is read or written."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    os.environ["DLPREP_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["DLPREP_BACKGROUND"] = "0"
    for name in ("NO_COLOR", "FORCE_COLOR", "VISUAL", "EDITOR"):
        os.environ.pop(name, None)
