# expect: WRONG mistake:no-max-shift
import numpy as np


def two_layer_grads_batch(params, X, y):
    batch, classes = X.shape[0], params["b2"].size
    labels = np.asarray(y, dtype=int)
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("a label is out of range")
    target = (labels[:, None] == np.arange(classes)).astype(X.dtype)
    pre = np.einsum("bn,hn->bh", X, params["W1"]) + params["b1"]
    mask = pre > 0
    hidden = np.maximum(pre, 0)
    logits = np.einsum("bh,ch->bc", hidden, params["W2"]) + params["b2"]
    total = np.sum(np.exp(logits), axis=1)[:, None]
    log_p = logits - np.log(total)
    loss = (np.log(total)[:, 0] - logits[np.arange(batch), labels]).mean()
    delta = np.exp(logits) / total - target
    delta = delta / batch
    back = np.einsum("bc,ch->bh", delta, params["W2"]) * mask
    return loss, {
        "W1": np.einsum("bh,bn->hn", back, X),
        "b1": np.sum(back, axis=0),
        "W2": np.einsum("bc,bh->ch", delta, hidden),
        "b2": np.sum(delta, axis=0),
    }
