# expect: WRONG mistake:axis-ignored
import numpy as np


def softmax(x, axis=-1):
    rows = x.reshape(-1, x.shape[-1])
    rows = rows - rows.max(axis=1)[:, None]
    powers = np.exp(rows)
    return (powers / powers.sum(axis=1)[:, None]).reshape(x.shape)
