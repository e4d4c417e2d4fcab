"""NUMERICS.md, "Optimizers" and "Learning rates"."""
import math

import numpy as np

from . import arithmetic
from .arithmetic import f32, f64
from .functions import cospi


def repeated_product(beta, t):
    p = 1.0
    for _ in range(t):
        p *= beta
    return p


def sum_of_squares(values):
    """In double: of each eighth element, then these eight from the first."""
    squares = f64(values).reshape(-1) ** 2
    chains = np.append(squares, np.zeros(-len(squares) % 8)).reshape(-1, 8)
    return np.add.accumulate(np.append(0.0, np.add.accumulate(chains)[-1]))[-1]


def clip(parameters, max_norm):
    """The gradients of all parameters together; a norm of 0 clips nothing."""
    total = 0.0
    for parameter in parameters:
        total += sum_of_squares(parameter.grad)
    factor = max_norm / (math.sqrt(total) + 1e-6) if max_norm else 1.0
    if factor < 1:
        for parameter in parameters:
            parameter.grad = f32(factor) * parameter.grad


class Sgd:
    def __init__(self, momentum=0.0, nesterov=False):
        self.momentum, self.nesterov, self.v = momentum, nesterov, {}

    def running(self, parameters):
        """The running values, in the order of the parameters."""
        return [self.v.get(i, np.zeros_like(p.value)) for i, p in enumerate(parameters)] if self.momentum else []

    def step(self, parameters, rate):
        momentum, minus_rate = f32(self.momentum), f32(-rate)
        for i, parameter in enumerate(parameters):
            p, g = parameter.value, parameter.grad
            if self.momentum:
                v = self.v[i] = arithmetic.fma(momentum, self.v.get(i, np.zeros_like(p)), g)
                g = arithmetic.fma(momentum, v, g) if self.nesterov else v
            parameter.value = arithmetic.fma(minus_rate, g, p)


class Adam:
    def __init__(self, beta1, beta2, epsilon, weight_decay=0.0):
        self.beta1, self.beta2, self.epsilon, self.weight_decay = beta1, beta2, epsilon, weight_decay
        self.t, self.m, self.v = 0, {}, {}

    def running(self, parameters):
        """All of m, then all of v, each in the order of the parameters."""
        return [values.get(i, np.zeros_like(p.value)) for values in (self.m, self.v) for i, p in enumerate(parameters)]

    def step(self, parameters, rate):
        self.t += 1
        beta1, beta2, epsilon = f32(self.beta1), f32(self.beta2), f32(self.epsilon)
        rest1, rest2 = f32(1 - self.beta1), f32(1 - self.beta2)
        r = f32(1 / math.sqrt(1 - repeated_product(self.beta2, self.t)))
        a = f32(rate / (1 - repeated_product(self.beta1, self.t)))
        k = f32(1 - rate * self.weight_decay)
        for i, parameter in enumerate(parameters):
            p, g = parameter.value, parameter.grad
            zero = np.zeros_like(p)
            m = self.m[i] = arithmetic.fma(beta1, self.m.get(i, zero), rest1 * g)
            v = self.v[i] = arithmetic.fma(beta2, self.v.get(i, zero), (rest2 * g) * g)
            d = arithmetic.fma(np.sqrt(v), r, epsilon)
            parameter.value = arithmetic.fma(-a, m / d, k * p)


def make(settings):
    s = settings
    if s["optimizer"] == "sgd":
        return Sgd(s["momentum"], s["nesterov"])
    return Adam(s["beta1"], s["beta2"], s["epsilon"], s["weight_decay"] if s["optimizer"] == "adamw" else 0.0)


def round_half_away(x):
    """To the nearest integer, of two the one further from 0; x is not negative."""
    return math.floor(x) + (x - math.floor(x) >= 0.5)


def learning_rate(peak, schedule, warmup, stages, stage_factor, i, n):
    """Of step i of n, in double."""
    u = i / n
    rise = min(1.0, (u + 0.001) / warmup) if warmup else 1.0
    v = max(0.0, u - warmup) / (1 - warmup)
    if schedule == "constant":
        decay = 1.0
    elif schedule == "linear":
        decay = 1 - v
    elif schedule in ("step", "cosine-restarts"):
        first = round_half_away(warmup * n)
        stage, rest = divmod((i - first) * stages if i >= first else 0, n - first)
        decay = repeated_product(stage_factor, stage)
        if schedule == "cosine-restarts":
            decay = 0.5 * (1 + float(cospi(rest / (n - first))))
    else:
        decay = 0.5 * (1 + float(cospi(v)))
    return peak * (rise * decay)
