"""copy, pickle, marshal, shelves of memory."""

import copy
import marshal
import pickle

import numpy as np


class Model:
    def __init__(self):
        self.w = np.arange(3.0)
        self.me = self


def f():
    model = Model()
    deep = copy.deepcopy(model)
    deep.w += 1
    assert model.w[0] == 0.0 and deep.me is deep and copy.copy(model).w is model.w
    again = pickle.loads(pickle.dumps({"w": model.w, "f": np.float32(2)}, protocol=5))
    assert again["w"].tolist() == [0.0, 1.0, 2.0]
    return marshal.loads(marshal.dumps([1, "a"])) == [1, "a"]
