"""NUMERICS.md, "Losses". Each gives its value and its gradient, of `weight` times the value."""
import numpy as np

from . import arithmetic, functions, layers
from .arithmetic import F32, f32, f64


def sum_in_double(terms):
    """Ascending, from 0."""
    return np.add.accumulate(np.concatenate([[0.0], f64(terms).reshape(-1)]))[-1]


def mean_squared_error(y, t, weight):
    n = y.size
    d = y - t
    return sum_in_double(f64(d) * f64(d)) / n, f32(2 * weight / n) * d


def cross_entropy(z, classes, weight, smoothing=0.0, class_weights=None):
    rows, k = z.shape
    p, shifted, s = layers.softmax(z)
    own = np.arange(k)[None, :] == classes[:, None]
    t = np.where(own, f32(1 - smoothing + smoothing / k), f32(smoothing / k))
    n, q = rows, np.ones(rows, F32)
    if class_weights is not None:
        w = f32(class_weights)
        n, t = sum_in_double(w[classes]), t * w
        q = arithmetic.plain_sum(np.zeros(rows, F32), t.T)
    if smoothing:
        a, b = f64(t), f64(shifted)
        subtracted = arithmetic.chain(np.zeros(rows, F32), ((a[:, i], b[:, i]) for i in range(k)))
    else:
        subtracted = t[np.arange(rows), classes] * shifted[np.arange(rows), classes]
    value = sum_in_double(q * functions.log(s) - subtracted) / n
    return value, f32(weight / n) * (q[:, None] * p - t)


LEAST_PROBABILITY = 1e-6


def limited(p, least_probability):
    low = f32(least_probability)
    high = f32(1) - low
    return np.where(p < low, low, np.where(p > high, high, p))


def binary_cross_entropy(y, t, weight, least_probability=LEAST_PROBABILITY):
    n = y.size
    p = limited(y, least_probability)
    slope = (p - t) / (p * (f32(1) - p))
    grad = np.where(p == y, f32(weight / n) * slope, f32(0))
    terms = f64(t) * f64(functions.log(p)) + (1 - f64(t)) * f64(functions.log(f32(1) - p))
    return sum_in_double(-terms) / n, grad


def absolute(y, t, weight):
    n = y.size
    d = y - t
    s = f32(weight / n)
    return sum_in_double(np.abs(f64(d))) / n, np.where(d > 0, s, np.where(d < 0, -s, f32(0)))


def huber(y, t, weight, delta):
    n = y.size
    d, limit = y - t, f32(delta)
    c = np.where(d < -limit, -limit, np.where(d > limit, limit, d))
    return sum_in_double(f64(c) * (f64(d) - 0.5 * f64(c))) / n, f32(weight / n) * c


def all_pairs(z, classes, weight, least_probability=LEAST_PROBABILITY):
    """All pairs (a, b) of the rows of `z`, logits of digits with the given classes."""
    rows, k = z.shape
    p_a = layers.softmax(z)[0]
    s_b = layers.running_sums(p_a, True)
    p, s = f64(p_a), f64(s_b)
    raw = arithmetic.chain(np.zeros((rows, rows), F32), ((p[:, None, i], s[None, :, i]) for i in range(k)))
    P = limited(raw, least_probability)
    right = classes[:, None] <= classes[None, :]
    l = np.where(right, P, f32(1) - P)
    value = sum_in_double(-f64(functions.log(l))) / (rows * rows)
    step = f32(weight / (rows * rows))
    d = f64(np.where(P == raw, np.where(right, -step / l, step / l), f32(0)))
    zero = np.zeros((rows, k), F32)
    g = arithmetic.chain(zero, ((d[:, b, None], s[b, None, :]) for b in range(rows)))
    h = arithmetic.chain(zero, ((d[a, :, None], p[a, None, :]) for a in range(rows)))
    u = g + layers.running_sums(h, False)
    v = f64(u)
    mean = arithmetic.chain(np.zeros(rows, F32), ((p[:, i], v[:, i]) for i in range(k)))
    return value, p_a * (u - mean[:, None])
