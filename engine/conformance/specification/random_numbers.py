"""NUMERICS.md, "Random numbers": Philox4x32-10 and what is drawn from it."""
import numpy as np

from .arithmetic import F32, f32, f64

DATA, INITIAL_WEIGHTS, BATCH_ORDER, AUGMENTATION, DROPOUT, HELD_OUT = 1, 2, 3, 4, 5, 6


def philox(seed, blocks, purpose, substream):
    """Words of the blocks with the given numbers (an array of uint64), four each: an array of uint32 in their order."""
    u64, low = np.uint64, np.uint64(0xFFFFFFFF)
    blocks = np.asarray(blocks, u64)
    c0, c1 = blocks & low, blocks >> u64(32)
    c2, c3 = np.full_like(c0, purpose), np.full_like(c0, substream)
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        p0, p1 = c0 * u64(0xD2511F53), c2 * u64(0xCD9E8D57)
        c0, c1, c2, c3 = (p1 >> u64(32)) ^ c1 ^ u64(k0), p1 & low, (p0 >> u64(32)) ^ c3 ^ u64(k1), p0 & low
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3], axis=-1).astype(np.uint32).reshape(-1)


class Stream:
    """The words of a purpose and a substream, in order from block 0."""

    def __init__(self, seed, purpose, substream):
        self.key = (seed, purpose, substream)
        self.words, self.blocks, self.at = np.empty(0, np.uint32), 0, 0

    def next_words(self, n):
        if self.at + n > len(self.words):
            more = max(1024, (self.at + n - len(self.words) + 3) // 4)
            seed, purpose, substream = self.key
            words = philox(seed, np.arange(self.blocks, self.blocks + more), purpose, substream)
            self.words, self.blocks = np.concatenate([self.words[self.at:], words]), self.blocks + more
            self.at = 0
        self.at += n
        return self.words[self.at - n:self.at]

    def uniform(self, n):
        """n floats on [0, 1)."""
        return uniform(self.next_words(n))

    def below(self, bound):
        """Below `bound`: Lemire's multiply-shift with rejection, on single words."""
        product = int(self.next_words(1)[0]) * bound
        if product & 0xFFFFFFFF < bound:
            threshold = (2**32 - bound) % bound
            while product & 0xFFFFFFFF < threshold:
                product = int(self.next_words(1)[0]) * bound
        return product >> 32

    def permutation(self, n):
        places = list(range(n))
        for i in range(n - 1, 0, -1):
            j = self.below(i + 1)
            places[i], places[j] = places[j], places[i]
        return np.array(places)


def uniform(words):
    return (words >> np.uint32(8)).astype(F32) * f32(2.0**-24)


def bound(fan_in, fan_out, initialization):
    if initialization == "fan-in":
        return f32(1 / np.sqrt(f64(fan_in)))
    return f32(np.sqrt(f64(6) / (fan_in if initialization == "he" else fan_in + fan_out)))


def initial_weights(seed, number, shape, fan_in, fan_out, initialization, is_bias, constant=None):
    """Parameter number `number`; `constant`: what those of a batch norm start from."""
    if constant is not None:
        return np.full(shape, constant, F32)
    if initialization != "fan-in" and is_bias:
        return np.zeros(shape, F32)
    u = Stream(seed, INITIAL_WEIGHTS, number).uniform(int(np.prod(shape)))
    return ((f32(2) * u - f32(1)) * bound(fan_in, fan_out, initialization)).reshape(shape)


def dropout_factors(seed, rate, elements, forward_passes, layer):
    """f for each of the elements, row-major over the batch. `forward_passes`: so far; layers from 0."""
    # The high word of the block number holds the forward pass.
    blocks = np.arange((elements + 3) // 4, dtype=np.uint64) | np.uint64((forward_passes & 0xFFFFFFFF) << 32)
    words = philox(seed, blocks, DROPOUT, layer)[:elements]
    return np.where(words < int(rate * 2.0**32), f32(0), f32(1 / (1 - rate)))
