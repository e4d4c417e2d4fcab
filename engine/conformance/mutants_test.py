"""The kit finds mistakes: mutants_test.py KIT_FOLDER MNIST_FOLDER.

Each mutant is the specification with one thing done as somebody might do it who has not read the page, and the
operation that the kit has to name first. Of the runs only small ones are asked for: they are enough.
"""
import contextlib
import math
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np

import answers
import kit
from specification import (arithmetic, augmentation, data, functions, layers, losses, network, optimizers,
                           random_numbers, training)
from specification.arithmetic import F32, F64, f32, f64

KIT, MNIST = sys.argv.pop(1), sys.argv.pop(1)
RESPONDENT = answers.Respondent(data.Digits(MNIST))
CASES = [case for _, case in kit.cases(KIT) if case["operation"] != "function_hashes" and case.get("short", True)]


def below_without_rejection(self, bound):
    return int(self.next_words(1)[0]) * bound >> 32


def below_by_remainder(self, bound):
    return int(self.next_words(1)[0]) % bound


def exp_in_double_rounded_once(x):
    """For denormal results e^x from the C library, rounded once."""
    x = f32(x)
    precise = f32(np.exp(f64(x)))
    return np.where((precise > 0) & (precise < np.finfo(F32).tiny), precise, EXP(x))


EXP = functions.exp


def flushed(function):
    def flush(*arguments):
        result = function(*arguments)
        return np.where(np.abs(result) < np.finfo(F32).tiny, result * 0, result)
    return flush


def sum_in_float(terms):
    return f64(np.add.accumulate(np.concatenate([[F32(0)], f32(terms).reshape(-1)]), dtype=F32)[-1])


def sum_from_the_last(terms):
    return SUM(f64(terms).reshape(-1)[::-1])


SUM = losses.sum_in_double


def bound_in_float(fan_in, fan_out, initialization):
    one, six = F32(1), F32(6)
    return {"fan-in": one / np.sqrt(f32(fan_in)), "he": np.sqrt(six / f32(fan_in)),
            "xavier": np.sqrt(six / f32(fan_in + fan_out))}[initialization]


def power_in_float(beta, t):
    return float(np.power(f32(beta), f32(t)))


def chain_of_two_roundings(start, terms, without_zeros=False):
    s = f32(start)
    for a, b in terms:
        s = s + np.where(a == 0, F32(-0.0), f32(a) * f32(b)) if without_zeros else s + f32(a) * f32(b)
    return f32(s)


def sum_in_double_rounded_again(product, addend):
    return f64(f32(product + addend))


def plain_sum_in_pairs(start, terms):
    return f32(start) + np.sum(np.ascontiguousarray(np.moveaxis(terms, 0, -1)), axis=-1, dtype=F32)


def softmax_with_one_division(z):
    p, shifted, s = SOFTMAX(z)
    return functions.exp(shifted) * (F32(1) / s)[:, None], shifted, s


SOFTMAX = layers.softmax


def softplus_of_the_log(self, x, training):
    self.x = x
    return layers.relu(x) + functions.log(F32(1) + functions.exp(-np.abs(x)))


def average_by_a_reciprocal(self, x, training):
    y = AVERAGE(self, x, training)
    m = f32(self.window[0] * self.window[1])
    return y * m * (F32(1) / m)


AVERAGE = layers.AvgPool2d.forward


def weighted_mean_over_rows(z, classes, weight, smoothing=0.0, class_weights=None):
    if class_weights is not None:
        class_weights = f32(class_weights) / np.mean(f32(class_weights)[classes])
    return CROSS_ENTROPY(z, classes, weight, smoothing, class_weights)


def smoothed_and_weighted_by_row(z, classes, weight, smoothing=0.0, class_weights=None):
    if class_weights is None or not smoothing:
        return CROSS_ENTROPY(z, classes, weight, smoothing, class_weights)
    w = f64(f32(class_weights)[classes]) / f64(f32(class_weights)[classes]).sum()
    rows = [CROSS_ENTROPY(z[i:i + 1], classes[i:i + 1], weight * w[i], smoothing) for i in range(len(z))]
    return sum(w[i] * value for i, (value, _) in enumerate(rows)), np.concatenate([grad for _, grad in rows])


CROSS_ENTROPY = losses.cross_entropy


def clip_elements(parameters, max_norm):
    for p in parameters:
        p.grad = np.clip(p.grad, f32(-max_norm), f32(max_norm)) if max_norm else p.grad


def threshold_not_rounded_down(seed, rate, elements, forward_passes, layer):
    blocks = np.arange((elements + 3) // 4, dtype=np.uint64) | np.uint64(forward_passes << 32)
    words = random_numbers.philox(seed, blocks, random_numbers.DROPOUT, layer)[:elements]
    return np.where(words < rate * 2.0**32, F32(0), f32(1 / (1 - rate)))


def gradients_without_the_sum(self, dx, dy, grads):
    if dx is not None:
        grads[self.reads][self.every] += dx.reshape(grads[self.reads][self.every].shape)


# Name, the object, its attribute, what takes its place, and the case that the kit has to name first.
MUTANTS = [
    ("Lemire's multiply-shift without rejection", random_numbers.Stream, "below", below_without_rejection,
     "below 3221225472"),
    ("the remainder in place of Lemire's multiply-shift", random_numbers.Stream, "below", below_by_remainder,
     "below 2"),
    ("Philox's key with its words exchanged", random_numbers, "philox",
     lambda seed, *rest, f=random_numbers.philox: f((seed & 0xFFFFFFFF) << 32 | seed >> 32, *rest),
     "Philox4x32-10: digits of pi"),
    ("uniform numbers from the lower bits", random_numbers, "uniform",
     lambda words: f32(words & np.uint32(0xFFFFFF)) * F32(2.0**-24), "uniform: seed 0"),
    ("a float bound of initial weights", random_numbers, "bound", bound_in_float, "initial weights: fan-in"),
    ("dropout's threshold not rounded down", random_numbers, "dropout_factors", threshold_not_rounded_down,
     "dropout mask: a word that is floor"),
    ("two roundings in place of fma, in chains", arithmetic, "chain", chain_of_two_roundings, "Linear"),
    ("a product's sum in double, rounded again", arithmetic, "rounded_sum", sum_in_double_rounded_again,
     "fma: a sum in double rounded again is wrong"),
    ("sums of gradients in pairs", arithmetic, "plain_sum", plain_sum_in_pairs, "Conv2d"),
    ("denormal results flushed to zero, in fma", arithmetic, "fma", flushed(arithmetic.fma), "fma: signs of zero"),
    ("denormal results flushed to zero, in chains", arithmetic, "rounded_sum",
     lambda p, c, f=arithmetic.rounded_sum: flushed(f)(p, c), "fma: signs of zero"),
    ("denormal results of exp flushed to zero", functions, "exp", flushed(functions.exp), "exp: limits"),
    ("denormal exp of the C library, rounded once", functions, "exp", exp_in_double_rounded_once,
     "exp: denormal results"),
    ("exp of the C library", functions, "exp", lambda x: f32(np.exp(f64(x))), "exp: "),
    ("log of the C library", functions, "log", lambda x: f32(np.log(f64(x))), "log: "),
    ("tanh of the C library", functions, "tanh", lambda x: f32(np.tanh(f64(x))), "tanh: "),
    ("cos of the C library", functions, "cospi", lambda x: np.cos(np.pi * f64(x)), "sin(pi x) and cos(pi x)"),
    ("cos of the C library, in learning rates alone", optimizers, "cospi", lambda x: math.cos(math.pi * x),
     "learning rates: cosine"),
    ("ReLU as a maximum", layers, "relu", lambda x: np.fmax(x, F32(0)), "ReLU"),
    ("a sigmoid that overflows", functions, "sigmoid", lambda x: f32(1) / (f32(1) + functions.exp(-x)), "Sigmoid"),
    ("softplus without what 1 + e rounds away", layers.Softplus, "forward", softplus_of_the_log, "Softplus"),
    ("ELU's derivative at 0", layers.ELU, "backward",
     lambda self, dy: np.where(self.y >= 0, dy, dy * (self.y + self.alpha)), "ELU"),
    ("LeakyReLU's derivative at 0", layers.LeakyReLU, "backward",
     lambda self, dy: np.where(self.y >= 0, dy, self.slope * dy), "LeakyReLU"),
    ("GELU's slope with seven digits", layers.GELU, "THREE_B", f32(0.2140645), "GELU"),
    ("a layer norm's variance by features - 1", layers.LayerNorm, "_chain",
     lambda self, a, b, f=layers.LayerNorm._chain: f(self, a, b) * f32(1 + 1 / max(1, self.features - 1)), "LayerNorm"),
    ("the mean of a window by a reciprocal", layers.AvgPool2d, "forward", average_by_a_reciprocal, "AvgPool2d"),
    ("Huber's loss as the square beyond delta", losses, "huber",
     lambda y, t, weight, delta: losses.mean_squared_error(y, t, weight / 2), "Huber"),
    ("an absolute loss whose gradient at 0 is that above", losses, "absolute",
     lambda y, t, weight, f=losses.absolute: (f(y, t, weight)[0],
                                              np.where(y - t < 0, -f32(weight / y.size), f32(weight / y.size))),
     "absolute"),
    ("a weighted cross-entropy that is divided by the rows", losses, "cross_entropy", weighted_mean_over_rows,
     "cross-entropy: class weights"),
    ("a smoothed cross-entropy that is weighted by the row's class alone", losses, "cross_entropy",
     smoothed_and_weighted_by_row, "cross-entropy: class weights and label smoothing"),
    ("softmax by a reciprocal", layers, "softmax", softmax_with_one_division, "Comparison"),
    ("the last of equal values in a window", layers.MaxPool2d, "takes_its_place",
     staticmethod(lambda z, best: (z >= best) | np.isnan(z)), "MaxPool2d: ties"),
    ("sums of losses in float", losses, "sum_in_double", sum_in_float, "mean squared error"),
    ("sums of losses from the last row", losses, "sum_in_double", sum_from_the_last, "mean squared error"),
    ("float powers of beta", optimizers, "repeated_product", power_in_float, "learning rates: steps|Adam"),
    ("gradients that are clipped element by element", optimizers, "clip", clip_elements, "SGD: clipped"),
    ("a norm's squares in one sum", optimizers, "sum_of_squares",
     lambda values: np.add.accumulate(f64(values).reshape(-1) ** 2)[-1], "SGD: clipped, squares in eight sums"),
    ("a norm for each parameter", optimizers, "clip",
     lambda parameters, max_norm, f=optimizers.clip: [f([p], max_norm) for p in parameters], 
     "disc/paper,points=130,batch_size=40,epochs=3,learning_rate=0.1,max_grad_norm=0.1"),
    ("another A of the bicubic warp", augmentation, "A", F32(-0.5), "warp of 14x14"),
    ("terms with dy = 0 behind a max-pool's selection", arithmetic, "chain",
     lambda start, terms, without_zeros=False, f=arithmetic.chain: f(start, terms),
     "Conv2d behind which a max-pool selects"),
    ("the optimizer moves a batch norm's statistics", network.Network, "trained",
     lambda self: list(self.parameters.values()), "pairs/start"),
    ("the last weights in place of the best epoch's", training.Training, "take_best_weights", lambda self: None,
     "disc/paper,points=130,batch_size=40,epochs=60,learning_rate=0.3,early_stopping_patience=3"),
    ("held-out samples drawn as a batch order", random_numbers, "HELD_OUT", random_numbers.BATCH_ORDER,
     "disc/paper,points=130,batch_size=40,epochs=60,learning_rate=0.3,early_stopping_patience=3"),
    ("restarts without the warm-up's steps", optimizers, "learning_rate",
     lambda peak, schedule, warmup, *rest, f=optimizers.learning_rate:
         f(peak, schedule, 0.0 if schedule == "cosine-restarts" else warmup, *rest),
     "learning rates: cosine with restarts and a warm-up"),
    ("a residual sum that is forgotten on the way back", network.Block, "add_gradients", gradients_without_the_sum,
     "Residual"),
    ("a residual sum with what a ReLU leaves of its input", network.Block, "with_skip",
     lambda self, y, tensors: y + layers.relu(tensors[self.skip]) if self.skip else y, "Residual"),
    ("epochs that share a batch order", training.Training, "order",
     lambda self, epoch, f=training.Training.order: f(self, 0), "disc/paper"),
]


@contextlib.contextmanager
def replaced(owner, name, value):
    original = owner.__dict__[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


def first_found():
    """The first case with a difference, as the runner says it."""
    for case in CASES:
        answer = answers.OPERATIONS[case["operation"]](case, RESPONDENT)
        difference = kit.first_difference(kit.wanted(case, False), answer)
        if difference:
            return f"{case['name']}: {difference}"
    return ""


class Mutants(unittest.TestCase):
    def test_the_specification_itself_passes(self):
        self.assertEqual(first_found(), "")

    def test_each_mutant_is_found_and_the_operation_named(self):
        for name, owner, attribute, value, expected in MUTANTS:
            with self.subTest(name), replaced(owner, attribute, value):
                found = first_found()
                print(f"{name}: {found}")
                self.assertTrue(any(found.startswith(e) for e in expected.split("|")), found or "not found")

    def test_a_run_names_the_layer(self):
        """A sum in another order in one layer's backward pass is told as this layer's, in place of another digest."""
        backward = layers.Linear.backward

        def from_the_last_row(self, dy, need_dx=True):
            if self.number != 4:
                return backward(self, dy, need_dx)
            self.x = self.x[::-1]
            dx = backward(self, dy[::-1], need_dx)
            return dx[::-1]

        case = next(case for case in CASES if case["name"].startswith("disc/symmetric"))
        with replaced(layers.Linear, "backward", from_the_last_row):
            answer = answers.run(case, RESPONDENT)
        found = kit.first_difference(kit.wanted(case, False), answer)
        self.assertTrue(found.startswith("first_step/gradients/net.4."), found)


if __name__ == "__main__":
    unittest.main(verbosity=0)
