"""NUMERICS.md, "Functions", and sinpi and cospi of "Learning rates"."""
import numpy as np

from . import arithmetic
from .arithmetic import F32, F64, f32, f64


def _horner(p, x, coefficients):
    for c in coefficients:
        p = arithmetic.fma(p, x, f32(c))
    return p


def exp(x):
    x = np.asarray(x, F32)
    c = np.where(x < f32(-104), f32(-104), np.where(x > f32(89), f32(89), x))
    k = arithmetic.fma(c, f32(1.44269504088896341), f32(12582912)) - f32(12582912)
    r = arithmetic.fma(k, f32(-0.693359375), c)
    r = arithmetic.fma(k, f32(2.12194440e-4), r)
    p = _horner(f32(1.9875691500e-4), r,
                (1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1))
    p = arithmetic.fma(p, r * r, r) + f32(1)
    return scaled(p, k)


def scaled(p, k):
    """(p 2^h) 2^(k-h), h = floor(k / 2): two multiplications in float."""
    h = np.floor(k / f32(2))
    two = lambda n: np.ldexp(f32(1), np.where(np.isnan(n), 0, n).astype(np.int32))
    return (p * two(h)) * two(k - h)


def log(x):
    x = np.asarray(x, F32)
    denormal = (x > 0) & (x < np.finfo(F32).tiny)
    m, e = np.frexp(np.where(denormal, x * f32(2.0**24), x))
    m, e = m.astype(F32), (e - np.where(denormal, 24, 0)).astype(F32)
    small = m < f32(0.707106781186547524)
    m, e = np.where(small, m + m, m), np.where(small, e - f32(1), e)
    m = m - f32(1)
    z = m * m
    p = _horner(f32(7.0376836292e-2), m,
                (-1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
                 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1))
    y = p * m * z
    y = arithmetic.fma(e, f32(-2.12194440e-4), y)
    y = arithmetic.fma(z, f32(-0.5), y)
    y = arithmetic.fma(e, f32(0.693359375), m + y)
    y = np.where(x == 0, f32(-np.inf), np.where(x == f32(np.inf), f32(np.inf), y))
    return np.where((x < 0) | np.isnan(x), f32(np.nan), y)


def tanh(x):
    x = np.asarray(x, F32)
    a = np.abs(x)
    large = f32(1) - f32(2) / (exp(a + a) + f32(1))
    z = a * a
    p = _horner(f32(-5.70498872745e-3), z,
                (2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1))
    small = arithmetic.fma(p * z, a, a)
    return np.copysign(np.where(a >= f32(0.625), large, small), x)


def sigmoid(x):
    x = np.asarray(x, F32)
    e = exp(-np.abs(x))
    return np.where(x < 0, e, f32(1)) / (f32(1) + e)


def sinpi(x):
    """sin(pi x) in double."""
    x = np.asarray(x, F64)
    q = np.floor(2 * x + 0.5)
    r = np.pi * (x - q / 2)
    z = r * r
    # Taylor polynomials: coefficients (-1)^n / (2n + 1)! up to r^15 and (-1)^n / (2n)! up to r^16.
    p = f64(-1 / 1307674368000)
    for c in (1 / 6227020800, -1 / 39916800, 1 / 362880, -1 / 5040, 1 / 120, -1 / 6):
        p = arithmetic.fma_double(p, z, c)
    sin = arithmetic.fma_double(p * z, r, r)
    p = f64(1 / 20922789888000)
    for c in (-1 / 87178291200, 1 / 479001600, -1 / 3628800, 1 / 40320, -1 / 720, 1 / 24, -1 / 2, 1):
        p = arithmetic.fma_double(p, z, c)
    return np.select([q % 4 == 0, q % 4 == 1, q % 4 == 2], [sin, p, -sin], -p)


def cospi(x):
    return sinpi(np.asarray(x, F64) + 0.5)
