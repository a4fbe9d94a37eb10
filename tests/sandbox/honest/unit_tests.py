"""unittest, doctest and mocks, run inside an answer."""

import doctest
import io
import unittest
from unittest import mock


def double(x):
    """
    >>> double(2)
    4
    """
    return 2 * x


class Doubles(unittest.TestCase):
    def test_double(self):
        self.assertEqual(double(2), 4)
        self.assertAlmostEqual(double(0.1), 0.2)
        with self.subTest("none"), self.assertRaises(TypeError):
            double(None)
        with self.assertLogs("a"):
            __import__("logging").getLogger("a").warning("w")


def f():
    result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Doubles))
    function = mock.Mock(return_value=3)
    assert function(1) == 3 and function.call_count == 1
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(double, "double", globs={"double": double}, module=False):
        runner.run(test)
    return result.wasSuccessful() and result.testsRun == 1 and runner.summarize().failed == 0
