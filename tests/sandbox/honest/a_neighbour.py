"""Not a program of the corpus: what `neighbours` and `own_source` import."""


def double(x):
    return 2 * x
