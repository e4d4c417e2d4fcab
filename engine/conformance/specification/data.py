"""NUMERICS.md, "Data": what a seed draws."""
import gzip
import hashlib
import os

import numpy as np

from . import arithmetic, random_numbers
from .arithmetic import f32, f64


class Digits:
    """Four IDX files, and the SHA-256 over them, unpacked, in this order."""

    def __init__(self, folder):
        digest = hashlib.sha256()

        def read(name):
            path = os.path.join(folder, name)
            with (open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz")) as file:
                content = file.read()
            digest.update(content)
            dimensions = content[3]
            shape = np.frombuffer(content, ">u4", dimensions, 4)
            return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)

        self.train = read("train-images-idx3-ubyte"), read("train-labels-idx1-ubyte")
        self.test = read("t10k-images-idx3-ubyte"), read("t10k-labels-idx1-ubyte")
        self.digest = digest.hexdigest()


def pairs(digits, seed, n, held_out=0):
    """Train and test set: images, rows a0 b0 a1 b1 ..., and the digits' classes."""
    def order(substream, count):
        return random_numbers.Stream(seed, random_numbers.DATA, substream).permutation(count)

    def take(images, labels, chosen):
        x = images[chosen].astype(np.int64)
        sums = x[:, ::2, ::2] + x[:, ::2, 1::2] + x[:, 1::2, ::2] + x[:, 1::2, 1::2]
        return sums, labels[chosen].astype(np.int32)

    train_order = order(0, len(digits.train[1]))
    train, train_classes = take(*digits.train, train_order[:2 * n])
    if held_out:
        test, test_classes = take(*digits.train, train_order[2 * n:2 * (n + held_out)])
    else:
        test, test_classes = take(*digits.test, order(1, len(digits.test[1]))[:2 * n])
    counts = np.bincount(train.reshape(-1), minlength=1021)
    mean = f64(int((counts * np.arange(1021)).sum())) / f64(train.size)
    squares = f64(0)
    for value, count in enumerate(counts):
        squares += f64(count) * ((value - mean) * (value - mean))
    deviation = np.sqrt(squares / f64(train.size))
    standard = lambda sums: f32((sums - mean) / deviation)[:, None]
    return (standard(train), train_classes), (standard(test), test_classes)


def disc(seed, n):
    """Train and test set: points of the unit square and their targets."""
    def draw(substream):
        points = random_numbers.Stream(seed, random_numbers.DATA, substream).uniform(2 * n).reshape(n, 2)
        d = f64(points) - 0.5
        inside = d[:, 0] * d[:, 0] + d[:, 1] * d[:, 1] <= 0.15915494309189535  # 1 / (2 pi)
        return points, np.where(inside, f32(1), f32(-1))[:, None]

    return draw(0), draw(1)


def centred(points):
    return arithmetic.fma(f32(2), points, f32(-1))
