"""NUMERICS.md, "Receipts"."""
import hashlib

import numpy as np

from . import arithmetic


class Receipt:
    """`lines` is the file: what it is, then links."""

    def __init__(self, every, training):
        self.chain = f"tenfold receipt 1 by {every}"
        self.lines = [self.chain]
        inputs, targets = training.task.train
        self.add(arithmetic.digest(inputs, *targets), training)

    def add(self, batch, training):
        state = state_digest(training)
        self.chain = hashlib.sha256(f"{self.chain} {batch} {state}".encode()).hexdigest()
        self.lines.append(f"{batch} {state} {self.chain}")


def batch_digest(samples, augmented):
    """`samples` in their order, and their inputs if these are augmented, else None."""
    return arithmetic.digest(samples.astype(np.int32), *([] if augmented is None else [augmented]))


def state_digest(training):
    """Parameters and statistics, then the running values of those that are moved."""
    network = training.network
    return arithmetic.digest(*(p.value for p in network.parameters.values()),
                             *training.optimizer.running(network.trained()))
