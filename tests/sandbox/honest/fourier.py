"""numpy.fft, which is loaded when it is first used."""

import numpy as np


def f():
    x = np.random.default_rng(4).normal(size=(8, 128))
    assert np.allclose(np.fft.ifft(np.fft.fft(x)), x)
    assert np.allclose(np.fft.irfft(np.fft.rfft(x)), x)
    assert np.allclose(np.fft.ifft2(np.fft.fft2(x)).real, x)
    assert np.fft.fftshift(np.fft.fftfreq(8)).argmin() == 0
    return bool(np.allclose((np.abs(np.fft.fft(x)) ** 2).sum() / 128, (x**2).sum()))
