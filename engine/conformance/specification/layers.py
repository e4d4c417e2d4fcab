"""NUMERICS.md, "Layers". forward(x, training) gives y; backward(dy) adds to the parameters' gradients and gives dx.

Values are of shape (rows, features) or (rows, channels, height, width).
"""
import numpy as np

from . import arithmetic, functions, random_numbers
from .arithmetic import F32, f32, f64


class Parameter:
    def __init__(self, name, shape, fan_in=0, fan_out=0, start=None):
        self.name, self.shape, self.fan_in, self.fan_out, self.start = name, shape, fan_in, fan_out, start
        self.trained = name in ("weight", "bias")
        self.value = self.grad = None


class Layer:
    parameters = ()
    number = 0  # of the layer over all blocks


class Linear(Layer):
    def __init__(self, inputs, outputs, bias=True):
        self.inputs, self.outputs = inputs, outputs
        self.weight = Parameter("weight", (outputs, inputs), inputs, outputs)
        self.bias = Parameter("bias", (outputs,), inputs, outputs) if bias else None
        self.parameters = [self.weight] + ([self.bias] if bias else [])

    def forward(self, x, training):
        self.x = f64(x)
        w = f64(self.weight.value)
        start = np.broadcast_to(self.bias.value if self.bias else f32(0), (len(x), self.outputs))
        return arithmetic.chain(start, ((self.x[:, i, None], w[None, :, i]) for i in range(self.inputs)))

    def backward(self, dy, need_dx=True):
        d, w = f64(dy), f64(self.weight.value)
        rows = range(len(dy))
        self.weight.grad = arithmetic.chain(self.weight.grad, ((d[n, :, None], self.x[n, None, :]) for n in rows))
        if self.bias:
            self.bias.grad = arithmetic.plain_sum(self.bias.grad, dy)
        if need_dx:
            start = np.zeros((len(dy), self.inputs), F32)
            return arithmetic.chain(start, ((d[:, o, None], w[o, None, :]) for o in range(self.outputs)))


class Conv2d(Layer):
    """`sparse`: a max-pool of the same block follows, directly or behind one ReLU."""
    sparse = False

    def __init__(self, channels, outputs, kernel, bias=True, padding=0):
        self.channels, self.outputs, self.kernel, self.padding = channels, outputs, kernel, padding
        fan_in, fan_out = channels * kernel * kernel, outputs * kernel * kernel
        self.weight = Parameter("weight", (outputs, channels, kernel, kernel), fan_in, fan_out)
        self.bias = Parameter("bias", (outputs,), fan_in, fan_out) if bias else None
        self.parameters = [self.weight] + ([self.bias] if bias else [])

    def forward(self, x, training):
        pad = ((0, 0), (0, 0), (self.padding,) * 2, (self.padding,) * 2)  # with 0
        self.x = x = np.pad(f64(x), pad)
        w, k = f64(self.weight.value), range(self.kernel)
        height, width = (size - self.kernel + 1 for size in x.shape[2:])
        bias = self.bias.value if self.bias else np.zeros(self.outputs, F32)
        return np.concatenate([
            arithmetic.chain(np.broadcast_to(bias[None, :, None, None], (len(x), self.outputs, height, width)),
                             ((x[:, None, c, ky:ky + height, kx:kx + width], w[None, :, c, ky, kx, None, None])
                              for ky in k for kx in k for c in range(self.channels)))
            for x in some_rows(x, self.outputs * height * width)])

    def backward(self, dy, need_dx=True):
        d, k = f64(dy), self.kernel
        # One row per position (n, y, x): the gradients of its outputs, and the inputs that it saw.
        patches = np.lib.stride_tricks.sliding_window_view(self.x, (k, k), axis=(2, 3)).transpose(0, 2, 3, 1, 4, 5)
        patches, at = patches.reshape((-1,) + patches.shape[3:]), d.transpose(0, 2, 3, 1).reshape(-1, self.outputs)
        positions = np.broadcast_to(np.arange(len(at))[:, None], at.shape)
        if self.sparse:  # each output's own positions, those without a term last
            positions = np.argsort(at == 0, axis=0, kind="stable")[:np.count_nonzero(at, axis=0).max()]
        column = np.arange(self.outputs)
        terms = ((at[p, column][:, None, None, None], patches[p]) for p in positions)
        self.weight.grad = arithmetic.chain(self.weight.grad, terms, self.sparse)
        if self.bias:
            terms = at[positions, column]
            terms = np.where(terms == 0, -0.0, terms) if self.sparse else terms
            self.bias.grad = arithmetic.plain_sum(self.bias.grad, f32(terms))
        if need_dx:
            return np.concatenate([self._input_gradient(d) for d in some_rows(d, self.x[0].size)])

    def _input_gradient(self, d):
        """Seen from an input, positions (y, x) ascend as (ky, kx) descend."""
        k, p, w = self.kernel, self.padding, f64(self.weight.value)
        rows, _, height, width = d.shape
        dx = np.zeros((rows,) + self.x.shape[1:])
        for ky in reversed(range(k)):
            for kx in reversed(range(k)):
                part = dx[:, :, ky:ky + height, kx:kx + width]
                terms = ((d[:, None, o], w[o, None, :, ky, kx, None, None]) for o in range(self.outputs))
                part[...] = arithmetic.chain(part, terms, self.sparse)
        return f32(dx[:, :, p:dx.shape[2] - p, p:dx.shape[3] - p])


def some_rows(x, numbers_per_row):
    """Parts of x that fit a processor's cache: rows do not meet in a chain."""
    size = max(1, 16384 // numbers_per_row)
    return (x[i:i + size] for i in range(0, len(x), size))


class ReLU(Layer):
    def forward(self, x, training):
        self.y = relu(x)
        return self.y

    def backward(self, dy):
        return np.where(self.y > 0, dy, f32(0))


def relu(x):
    return np.where(x < 0, f32(0), x)


class Tanh(Layer):
    def forward(self, x, training):
        self.y = functions.tanh(x)
        return self.y

    def backward(self, dy):
        return dy * arithmetic.fma(-self.y, self.y, f32(1))


class LeakyReLU(Layer):
    def __init__(self, negative_slope=0.01):
        self.slope = f32(negative_slope)

    def forward(self, x, training):
        self.y = np.where(x < 0, self.slope * x, x)
        return self.y

    def backward(self, dy):
        return np.where(self.y > 0, dy, self.slope * dy)


class Sigmoid(Layer):
    def forward(self, x, training):
        self.y = functions.sigmoid(x)
        return self.y

    def backward(self, dy):
        return dy * arithmetic.fma(-self.y, self.y, self.y)


class GELU(Layer):
    A, B, THREE_B = f32(1.595769121605730712), f32(0.0713548162726002488), f32(0.214064448817800746)

    def forward(self, x, training):
        low = np.where(x < f32(-11), f32(-11), x)
        self.c = np.where(x > f32(11), f32(11), low)
        self.s = functions.sigmoid(self.c * arithmetic.fma(self.B, self.c * self.c, self.A))
        return low * self.s

    def backward(self, dy):
        c, s = self.c, self.s
        return dy * arithmetic.fma(c * arithmetic.fma(-s, s, s), arithmetic.fma(self.THREE_B, c * c, self.A), s)


class ELU(Layer):
    def __init__(self, alpha=1.0):
        self.alpha = f32(alpha)

    def forward(self, x, training):
        self.y = np.where(x < 0, self.alpha * (functions.exp(x) - f32(1)), x)
        return self.y

    def backward(self, dy):
        return np.where(self.y > 0, dy, dy * (self.y + self.alpha))


class Softplus(Layer):
    def forward(self, x, training):
        self.x = x
        e = functions.exp(-np.abs(x))
        u = f32(1) + e
        return relu(x) + (functions.log(u) + (e - (u - f32(1))))

    def backward(self, dy):
        return dy * functions.sigmoid(self.x)


class AvgPool2d(Layer):
    """Windows of kernel x kernel that do not overlap; with kernel 0 the whole image."""

    def __init__(self, kernel=0):
        self.kernel = kernel

    def forward(self, x, training):
        n, c, h, w = self.shape = x.shape
        self.window = kh, kw = (h, w) if self.kernel == 0 else (self.kernel, self.kernel)
        out_h, out_w = h // kh, w // kw
        windows = x[:, :, :out_h * kh, :out_w * kw].reshape(n, c, out_h, kh, out_w, kw)
        terms = windows.transpose(3, 5, 0, 1, 2, 4).reshape(kh * kw, n, c, out_h, out_w)
        return arithmetic.plain_sum(np.zeros(terms.shape[1:], F32), terms) / f32(kh * kw)

    def backward(self, dy):
        kh, kw = self.window
        dx = np.zeros(self.shape, F32)
        dx[:, :, :dy.shape[2] * kh, :dy.shape[3] * kw] = (dy / f32(kh * kw)).repeat(kh, axis=2).repeat(kw, axis=3)
        return dx


class LayerNorm(Layer):
    def __init__(self, features, epsilon=1e-5):
        self.features, self.epsilon = features, f32(epsilon)
        self.weight = Parameter("weight", (features,), start=1)
        self.bias = Parameter("bias", (features,), start=0)
        self.parameters = [self.weight, self.bias]

    def _chain(self, a, b):
        p, q = f64(a), f64(b)
        return arithmetic.chain(np.zeros(len(a), F32), ((p[:, i], q[:, i]) for i in range(self.features)))

    def _sum(self, a):
        return arithmetic.plain_sum(np.zeros(len(a), F32), a.T)

    def forward(self, x, training):
        f = f32(self.features)
        d = x - (self._sum(x) / f)[:, None]
        self.inv = f32(1) / np.sqrt(self._chain(d, d) / f + self.epsilon)
        self.h = d * self.inv[:, None]
        return arithmetic.fma(self.h, self.weight.value, self.bias.value)

    def backward(self, dy, need_dx=True):
        f, d, h = f32(self.features), f64(dy), f64(self.h)
        self.weight.grad = arithmetic.chain(self.weight.grad, ((d[n], h[n]) for n in range(len(dy))))
        self.bias.grad = arithmetic.plain_sum(self.bias.grad, dy)
        g = dy * self.weight.value
        t, u = self._sum(g) / f, self._chain(g, self.h) / f
        return self.inv[:, None] * arithmetic.fma(-self.h, u[:, None], g - t[:, None])


class MaxPool2d(Layer):
    """Windows of kernel x kernel that do not overlap."""

    @staticmethod
    def takes_its_place(z, best):
        return (z > best) | (np.isnan(z) & ~np.isnan(best))

    def __init__(self, kernel, ceil_mode=False):
        self.kernel, self.ceil_mode = kernel, ceil_mode

    def forward(self, x, training):
        k, (n, c, h, w) = self.kernel, x.shape
        self.shape = x.shape
        out = lambda size: (size + k - 1) // k if self.ceil_mode else size // k
        y = np.empty((n, c, out(h), out(w)), F32)
        self.place = np.empty(y.shape, np.int64)
        for oy in range(out(h)):
            for ox in range(out(w)):
                best = None
                for v in range(oy * k, min(h, oy * k + k)):
                    for u in range(ox * k, min(w, ox * k + k)):
                        z = x[:, :, v, u]
                        if best is None:
                            best, place = z, np.full(z.shape, v * w + u)
                            continue
                        takes = self.takes_its_place(z, best)
                        best, place = np.where(takes, z, best), np.where(takes, v * w + u, place)
                y[:, :, oy, ox], self.place[:, :, oy, ox] = best, place
        return y

    def backward(self, dy):
        n, c, h, w = self.shape
        dx = np.zeros((n, c, h * w), F32)
        np.put_along_axis(dx, self.place.reshape(n, c, -1), dy.reshape(n, c, -1), axis=2)
        return dx.reshape(self.shape)


class BatchNorm(Layer):
    def __init__(self, features, epsilon=1e-5, momentum=0.1):
        self.features, self.epsilon = features, f32(epsilon)
        self.momentum, self.kept_share = f32(momentum), f32(1 - momentum)
        self.weight = Parameter("weight", (features,), start=1)
        self.bias = Parameter("bias", (features,), start=0)
        self.mean = Parameter("running_mean", (features,), start=0)
        self.variance = Parameter("running_var", (features,), start=1)
        self.parameters = [self.weight, self.bias, self.mean, self.variance]

    def _sums(self, a, b=None):
        """Over a feature: one over the rows of sums over a row's positions, of a; with b chains of fma(a, b, .)."""
        rows = np.zeros(a.shape[:2], F32)
        if b is None:
            rows = arithmetic.plain_sum(rows, np.moveaxis(a, 2, 0))
        else:
            p, q = f64(a), f64(b)
            rows = arithmetic.chain(rows, ((p[:, :, i], q[:, :, i]) for i in range(a.shape[2])))
        return arithmetic.plain_sum(np.zeros(self.features, F32), rows)

    def forward(self, x, training):
        shape, x = x.shape, x.reshape(x.shape[0], self.features, -1)
        per_feature = lambda v: v[None, :, None]
        m = f32(x.shape[0] * x.shape[2])
        if training:
            mean = self._sums(x) / m
            d = x - per_feature(mean)
            v = self._sums(d, d)
            variance = v / m
            for running, s in ((self.mean, mean), (self.variance, v / max(f32(1), m - f32(1)))):
                running.value = arithmetic.fma(self.momentum, s, self.kept_share * running.value)
        else:
            d, variance = x - per_feature(self.mean.value), self.variance.value
        inv = f32(1) / np.sqrt(variance + self.epsilon)
        scale = self.weight.value * inv
        self.kept = d, inv, scale, m
        return arithmetic.fma(d, per_feature(scale), per_feature(self.bias.value)).reshape(shape)

    def backward(self, dy):
        shape, dy = dy.shape, dy.reshape(dy.shape[0], self.features, -1)
        d, inv, scale, m = self.kept
        t, u = self._sums(dy), self._sums(dy, d)
        self.bias.grad = self.bias.grad + t
        self.weight.grad = self.weight.grad + u * inv
        per_feature = lambda v: v[None, :, None]
        dx = per_feature(scale) * arithmetic.fma(-d, per_feature(u * inv * inv / m), dy - per_feature(t / m))
        return dx.reshape(shape)


def softmax(z):
    """e_i / S, and z - m and S."""
    m = z[:, 0]
    for i in range(1, z.shape[1]):
        m = np.where(z[:, i] > m, z[:, i], m)
    shifted = z - m[:, None]
    e = functions.exp(shifted)
    s = np.add.accumulate(e, axis=1)[:, -1]
    return e / s[:, None], shifted, s


def running_sums(p, descending):
    """p_0, p_0 + p_1, ... from 0, or from the last class down."""
    order = p[:, ::-1] if descending else p
    sums = np.add.accumulate(np.concatenate([np.zeros((len(p), 1), F32), order], axis=1), axis=1)[:, 1:]
    return sums[:, ::-1] if descending else sums


class Comparison(Layer):
    """P(first <= second) of the logits of both, one after the other in a row."""

    def forward(self, x, training):
        k = x.shape[1] // 2
        self.p, self.q = softmax(x[:, :k])[0], softmax(x[:, k:])[0]
        self.s, self.r = running_sums(self.q, True), running_sums(self.p, False)
        p, s = f64(self.p), f64(self.s)
        self.y = arithmetic.chain(np.zeros(len(x), F32), ((p[:, i], s[:, i]) for i in range(k)))[:, None]
        return self.y

    def backward(self, dy):
        return np.concatenate([dy * self.p * (self.s - self.y), dy * self.q * (self.r - self.y)], axis=1)


class Dropout(Layer):
    """seed and forward_passes (in training mode, so far) are set by the training."""

    def __init__(self, rate):
        self.rate, self.seed, self.forward_passes = rate, 0, 0

    def forward(self, x, training):
        if not training:
            self.f = f32(1)
            return x
        f = random_numbers.dropout_factors(self.seed, self.rate, x.size, self.forward_passes, self.number)
        self.f = f.reshape(x.shape)
        return x * self.f

    def backward(self, dy):
        return dy * self.f


class Flatten(Layer):
    def forward(self, x, training):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dy):
        return dy.reshape(self.shape)
