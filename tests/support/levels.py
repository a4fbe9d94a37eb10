"""Which levels of isolation can be had on the machine that runs the tests."""

from grader.model.enums import Level
from grader.sandbox.reach import hindrance

HAD = tuple(level for level in Level if hindrance(level) is None)
"""All of them, from L0 on."""
LIMITED = tuple(level for level in HAD if level is not Level.L0)
"""Those with limits of resources."""
LOCKED = tuple(level for level in HAD if level is Level.L2)
"""Those that keep an answer from files, network and processes; none where the kernel cannot."""
BEST = HAD[-1]
