# expect: PASS
import numpy as np


def two_layer_grads_batch(params, X, y):
    """Einsum and a one-hot matrix."""
    labels = np.asarray(y)
    classes = params["b2"].shape[0]
    onehot = labels[:, None] == np.arange(classes)
    if not onehot.any(axis=1).all():
        raise ValueError("label out of range")
    hidden = np.einsum("bn,hn->bh", X, params["W1"]) + params["b1"]
    on = hidden > 0
    active = np.where(on, hidden, 0).astype(hidden.dtype)
    logits = np.einsum("bh,ch->bc", active, params["W2"]) + params["b2"]
    logits = logits - logits.max(axis=1, keepdims=True)
    weights = np.exp(logits)
    totals = weights.sum(axis=1, keepdims=True)
    loss = (np.log(totals)[:, 0] - logits[onehot]).mean()
    back2 = (weights / totals - onehot.astype(logits.dtype)) / X.shape[0]
    back1 = np.einsum("bc,ch->bh", back2, params["W2"]) * on
    return loss, {
        "W1": np.einsum("bh,bn->hn", back1, X),
        "b1": np.einsum("bh->h", back1),
        "W2": np.einsum("bc,bh->ch", back2, active),
        "b2": np.einsum("bc->c", back2),
    }
