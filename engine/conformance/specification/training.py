"""NUMERICS.md, "A run": from a setting and a seed to the numbers of a record."""
import math

import numpy as np

from . import arithmetic, optimizers, random_numbers
from .experiments import EXPERIMENTS

FIRST_LOSSES = 50


class Training:
    """After each epoch `train_loss`, `first_losses` and `diverged_step` are what the record says so far."""

    def __init__(self, experiment, variant, settings, seed, digits=None):
        self.settings, self.seed = settings, seed
        self.task = EXPERIMENTS[experiment](settings, variant, seed, digits)
        self.network = self.task.network
        self.network.initialize(seed, settings["initialization"])
        self.optimizer = optimizers.make(settings)
        self.updates = self.epochs = 0
        self.steps = settings["epochs"] * -(-self.task.examples // settings["batch_size"])
        self.train_loss, self.first_losses, self.diverged_step = [], [], None

    def order(self, epoch):
        return random_numbers.Stream(self.seed, random_numbers.BATCH_ORDER, epoch).permutation(self.task.examples)

    def batch(self, inputs, chosen):
        """Rows of the inputs and of each loss term's targets."""
        def rows(values):
            per_sample = len(values) // self.task.examples
            return values[(chosen[:, None] * per_sample + np.arange(per_sample)).reshape(-1)]

        return rows(inputs), [rows(targets) for targets in self.task.train[1]]

    def step(self, inputs, targets, observe=None):
        """Forward, losses, backward, update; returns the loss."""
        s = self.settings
        for layer in self.network.dropouts:
            layer.seed, layer.forward_passes = self.seed, self.updates  # one a step
        if observe:
            observe("inputs", "", inputs)
        tensors = self.network.forward(inputs, True, observe)
        loss = self.network.backward(tensors, targets, observe)
        rate = optimizers.learning_rate(s["learning_rate"], s["schedule"], s["warmup"], s["stages"], s["stage_factor"],
                                        self.updates, self.steps)
        self.optimizer.step(self.network.trained(), rate)
        self.updates += 1
        return loss

    def epoch(self, observe=None, after_step=lambda loss: None):
        """`observe` is told of the first step, `after_step` of every one."""
        inputs, order = self.task.inputs_of_epoch(self.seed, self.epochs), self.order(self.epochs)
        size, total = self.settings["batch_size"], 0.0
        for start in range(0, len(order), size):
            chosen = order[start:start + size]
            loss = self.step(*self.batch(inputs, chosen), observe if self.updates == 0 else None)
            after_step(loss)
            if not math.isfinite(loss):
                self.diverged_step = self.updates
                return
            total += loss * len(chosen)
            if len(self.first_losses) < FIRST_LOSSES:
                self.first_losses.append(loss)
        self.train_loss.append(total / self.task.examples)
        self.epochs += 1

    def run(self):
        while self.epochs < self.settings["epochs"] and self.diverged_step is None:
            self.epoch()

    def accuracies(self):
        """Of the train set, as it is without augmentation, and of the test set; nothing if the run diverged."""
        fractions = []
        for inputs, targets in (self.task.train, self.task.test):
            if self.diverged_step is None:
                answer = self.task.answer(self.network.forward(inputs, False))
                if not fractions and not np.isfinite(answer).all():
                    self.diverged_step = self.steps + 1
            if self.diverged_step is not None:
                return None, None
            right = self.task.right(answer, targets)
            fractions.append(int(right.sum()) / len(right))
        return fractions

    def weights_digest(self):
        return arithmetic.digest(*(p.value for p in self.network.parameters.values()))
