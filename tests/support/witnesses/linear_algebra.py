"""Linear algebra: BLAS and LAPACK through SciPy, scikit-learn's PCA, PyTorch's own kernels."""

import numpy as np
from witnessing import Library, empty, far, witness

from witnesses.converting import array, pairs_along, tensor

SCIPY, SKLEARN, TORCH = Library


@witness(SCIPY, "dot-product", unless={"BLAS takes no empty vectors": empty})
def dot_by_blas(u, v):
    from scipy.linalg.blas import ddot

    return ddot(array(u), array(v))


@witness(TORCH, "dot-product")
def dot_by_torch(u, v):
    import torch

    return torch.dot(tensor(u), tensor(v)).item()


UNDEFINED = "a zero vector has no cosine; that it counts as 0 is the exercise's own convention"


def some_zero(case):
    return any(not np.any(x, axis=-1).all() for x in case.inputs.values())


@witness(SCIPY, "cosine-similarity", atol=1e-12, unless={UNDEFINED: some_zero, "squares of 1e200 overflow": far})
def cosine_by_scipy(u, v):
    from scipy.spatial.distance import cosine

    return pairs_along(u, v, lambda a, b: 1 - cosine(a, b))


def short(case):
    lengths = [np.linalg.norm(np.asarray(x, dtype=np.float64), axis=-1) for x in case.inputs.values()]
    return any(((x > 0) & (x < 1e-8)).any() for x in lengths)


@witness(TORCH, "cosine-similarity", unless={"squares of 1e200 overflow": far, "lengths below 1e-8 count as 1e-8": short})
def cosine_by_torch(u, v):
    from torch.nn.functional import cosine_similarity

    return cosine_similarity(tensor(u), tensor(v), dim=-1).numpy()


def high_power(case):
    return 100 < case.inputs["p"] < np.inf


POWERS = {"powers of 1e200 overflow": far, "so do high ones": high_power}


@witness(SCIPY, "lp-norm", unless=POWERS)
def norm_by_distance(x, p=2):
    from scipy.spatial.distance import cdist

    how = {"metric": "chebyshev"} if p == np.inf else {"metric": "minkowski", "p": p}
    return cdist(array(x)[None], np.zeros((1, len(x))), **how)[0, 0]


@witness(TORCH, "lp-norm", unless=POWERS | {"it has no maximum of nothing": empty})
def norm_by_torch(x, p=2):
    import torch

    return torch.linalg.vector_norm(tensor(x), ord=p).item()


@witness(SCIPY, "matrix-multiply")
def product_by_blas(A, B):
    from scipy.linalg.blas import dgemm

    return dgemm(1.0, array(A), array(B))


@witness(TORCH, "matrix-multiply")
def product_by_torch(A, B):
    return (tensor(A) @ tensor(B)).numpy()


@witness(SCIPY, "broadcast-bias-add", unless={"BLAS takes no empty matrices": empty})
def bias_by_rank_one_update(A, b):
    from scipy.linalg.blas import dger

    return dger(1.0, np.ones(len(A)), array(b), a=array(A))


@witness(TORCH, "broadcast-bias-add")
def bias_by_torch(A, b):
    import torch

    return torch.add(tensor(A), tensor(b)).numpy()


@witness(SCIPY, "hadamard-product")
def hadamard_by_diagonal(s, t):
    from scipy.sparse import diags_array

    return (diags_array(array(s).ravel()) @ array(t).ravel()).reshape(np.shape(s))


@witness(TORCH, "hadamard-product")
def hadamard_by_torch(s, t):
    import torch

    return torch.mul(tensor(s), tensor(t)).numpy()


@witness(SCIPY, "determinant", atol=1e-12, unless={"the product of the pivots overflows on the way": far})
def determinant_by_lapack(A):
    from scipy.linalg import det

    return det(array(A))


@witness(TORCH, "determinant", atol=1e-12, unless={"the product of the pivots overflows on the way": far})
def determinant_by_torch(A):
    import torch

    return torch.linalg.det(tensor(A)).item()


def tolerance_of(A, s):
    kind = np.asarray(A).dtype
    return s.max(initial=0.0) * max(np.shape(A)) * np.finfo(kind if kind.kind == "f" else np.float64).eps


@witness(SCIPY, "matrix-rank")
def rank_by_lapack(A, tol=None):
    from scipy.linalg import svdvals

    s = svdvals(array(A))
    return int((s > (tolerance_of(A, s) if tol is None else tol)).sum())


@witness(TORCH, "matrix-rank")
def rank_by_torch(A, tol=None):
    import torch

    eps = np.finfo(A.dtype if A.dtype.kind == "f" else np.float64).eps
    terms = {"rtol": max(A.shape) * eps} if tol is None else {"atol": tol, "rtol": 0.0}
    return torch.linalg.matrix_rank(tensor(A), **terms).item()


def rcond_of(A):
    return max(np.shape(A)) * np.finfo(np.float64).eps


@witness(SCIPY, "min-norm-solve", atol=1e-10)
def shortest_by_lapack(A, y):
    from scipy.linalg import lstsq

    return lstsq(array(A), array(y), cond=rcond_of(A))[0]


@witness(TORCH, "min-norm-solve", atol=1e-10)
def shortest_by_torch(A, y):
    import torch

    return torch.linalg.lstsq(tensor(A), tensor(y)[:, None], rcond=rcond_of(A), driver="gelsd").solution[:, 0].numpy()


@witness(SCIPY, "pinv-svd", atol=1e-10)
def pinv_by_scipy(A, rcond=None):
    from scipy.linalg import pinv

    return pinv(array(A), atol=0.0, rtol=rcond_of(A) if rcond is None else rcond)


@witness(TORCH, "pinv-svd", atol=1e-10)
def pinv_by_torch(A, rcond=None):
    import torch

    return torch.linalg.pinv(tensor(A), atol=0.0, rtol=rcond_of(A) if rcond is None else rcond).numpy()


@witness(SKLEARN, "pca", atol=1e-9)
def pca_by_sklearn(X, k):
    from sklearn.decomposition import PCA

    model = PCA(n_components=k, svd_solver="full").fit(array(X))
    return model.components_, model.explained_variance_, model.transform(array(X))


@witness(SCIPY, "pca", atol=1e-9)
def pca_by_generalized_eigenvectors(X, k):
    from scipy.linalg import eigh

    centred = array(X) - array(X).mean(axis=0)
    values, vectors = eigh(centred.T @ centred, (len(X) - 1) * np.eye(X.shape[1]))
    vectors = vectors[:, ::-1][:, :k] * np.sqrt(len(X) - 1)
    return vectors.T, values[::-1][:k], centred @ vectors


def vanishes(case):
    return not (np.asarray(case.inputs["A"], dtype=np.float64) @ case.inputs["v0"]).any()


@witness(SCIPY, "power-iteration", atol=1e-9, unless={"that v stays where A v is zero is the exercise's own convention": vanishes})
def power_by_eigenvectors(A, v0, num_iters=1000):
    """A^n v0 without iterating: in the basis of eigenvectors each coordinate is multiplied by its eigenvalue to the power n."""
    from scipy.linalg import eigh

    values, vectors = eigh(array(A))
    v = vectors @ ((values / np.abs(values).max()) ** num_iters * (vectors.T @ array(v0)))
    v /= np.linalg.norm(v)
    return v @ array(A) @ v, v


@witness(SCIPY, "solve-not-invert", atol=1e-9)
def solve_by_lapack(A, b):
    from scipy.linalg import solve

    return solve(array(A), array(b))


@witness(TORCH, "solve-not-invert", atol=1e-9)
def solve_by_torch(A, b):
    import torch

    return torch.linalg.solve(tensor(A), tensor(b)).numpy()


@witness(SCIPY, "svd-low-rank", atol=1e-10)
def low_rank_by_lapack(A, k):
    from scipy.linalg import diagsvd, svd

    U, s, Vt = svd(array(A), lapack_driver="gesvd")
    s[k:] = 0.0
    return U @ diagsvd(s, *np.shape(A)) @ Vt


@witness(TORCH, "svd-low-rank", atol=1e-10)
def low_rank_by_torch(A, k):
    import torch

    U, s, Vt = torch.linalg.svd(tensor(A), full_matrices=False)
    return (U[:, :k] @ torch.diag(s[:k]) @ Vt[:k]).numpy()


@witness(SCIPY, "symmetric-eigendecomposition", atol=1e-9)
def eigh_by_lapack(A):
    from scipy.linalg import eigh

    values, vectors = eigh(array(A), driver="ev")
    return values[::-1], vectors[:, ::-1]


@witness(TORCH, "symmetric-eigendecomposition", atol=1e-9)
def eigh_by_torch(A):
    import torch

    values, vectors = torch.linalg.eigh(tensor(A))
    return values.flip(0).numpy(), vectors.flip(1).numpy()
