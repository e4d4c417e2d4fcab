"""NUMERICS.md, "Arithmetic". Numbers are NumPy's; a chain keeps its floats in doubles, which hold them exactly."""
import hashlib

import numpy as np

F32, F64 = np.float32, np.float64
np.seterr(all="ignore")  # no traps


def f32(x):
    """x, a number or an array, rounded to float."""
    return np.asarray(x).astype(F32)[()]


def f64(x):
    return np.asarray(x).astype(F64)[()]


def rounded_sum(product, addend):
    """product + addend, rounded once to float and handed back as a double; both are doubles, `addend` holds floats.

    `product` is exact: two significands of 24 bits make one of 48, and a double has 53. Their sum s in double is
    rounded, and rounding it again to float would be a second rounding. The two together differ from one only where s
    lies halfway between two floats without being exact: then the tie rule would decide what the lost error decides.
    - Halfway between floats are only doubles whose last 28 bits are 0 (denormal floats: more than 28) and that are no
      floats themselves.
    - There TwoSum (Knuth) gives the error of s exactly: product + addend = s + error.
    - s moves by one unit in its last place towards it ("round to odd"): now no tie is left, and rounding to float goes
      to the side on which the exact sum lies.
    """
    s = product + addend
    r = s.astype(F32).astype(F64)
    suspect = ((s.view(np.int64) & 0x0FFFFFFF) == 0) & (r != s)
    if suspect.any():
        shape = s.shape
        p, c, s = np.broadcast_to(product, shape)[suspect], np.broadcast_to(addend, shape)[suspect], s[suspect]
        other = s - p
        error = (p - (s - other)) + (c - other)
        away = np.where(error == 0, 0, np.where((error > 0) == (s > 0), 1, -1))
        away = np.where(np.isfinite(error), away, 0)
        r[suspect] = (s.view(np.int64) + away).view(F64).astype(F32).astype(F64)
    return r


def fma(a, b, c):
    """One rounding of a*b + c, of floats."""
    a, b, c = (np.asarray(v, F64) for v in (a, b, c))
    shape = np.broadcast_shapes(a.shape, b.shape, c.shape)
    r = rounded_sum(np.atleast_1d(a * b), np.atleast_1d(c))
    return r.astype(F32).reshape(shape)


def chain(start, terms, without_zeros=False):
    """s = fma(a, b, s) for the pairs (a, b) of `terms`, in their order; from `start`, which has the result's shape.

    `without_zeros`: terms with a = 0 are left out; -0 in their place does that, for s + -0 is s.
    """
    s = np.asarray(start, F64)
    for a, b in terms:
        s = rounded_sum(np.where(a == 0, -0.0, a * b) if without_zeros else a * b, s)
    return s.astype(F32)


def plain_sum(start, terms):
    """Plain additions of terms[0], terms[1], ... in float."""
    return np.add.accumulate(np.concatenate([np.asarray(start, F32)[None], terms]), axis=0, dtype=F32)[-1]


def fma_double(a, b, c):
    """One rounding of a*b + c, of doubles (Boldo and Melquiond, 2008).

    Dekker's product gives a*b = high + low exactly; two TwoSums leave a*b + c = v + (e1 + e2) with v the largest part.
    e1 + e2 is rounded to odd, which keeps on which side of a tie the exact value lies, and v + that is one rounding.
    """
    def two_sum(x, y):
        s = x + y
        other = s - x
        return s, (x - (s - other)) + (y - other)

    def split(x):
        t = x * 134217729.0  # 2^27 + 1: halves of 26 bits
        high = t - (t - x)
        return high, x - high

    a, b, c = (np.asarray(v, F64) for v in (a, b, c))
    high = a * b
    (ah, al), (bh, bl) = split(a), split(b)
    low = ((ah * bh - high) + ah * bl + al * bh) + al * bl
    t, e1 = two_sum(c, low)
    v, e2 = two_sum(high, t)
    z, error = two_sum(e1, e2)
    bits = np.atleast_1d(z).view(np.int64)
    error = np.atleast_1d(error)
    odd = np.where((error != 0) & (bits & 1 == 0), np.where((error > 0) == (bits >= 0), 1, -1), 0)
    return v + (bits + odd).view(F64).reshape(z.shape)


def bytes_of(values):
    """Little-endian bytes, every NaN the same."""
    values = np.ascontiguousarray(values)
    if values.dtype == F32:
        values = np.where(np.isnan(values), np.uint32(0x7FC00000).view(F32), values)
    return values.astype(values.dtype.newbyteorder("<")).tobytes()


def digest(*arrays):
    """SHA-256 over the bytes of the arrays, one after the other, in hexadecimal."""
    h = hashlib.sha256()
    for values in arrays:
        h.update(bytes_of(values))
    return h.hexdigest()
