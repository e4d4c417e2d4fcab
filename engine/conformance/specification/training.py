"""NUMERICS.md, "A run": from a setting and a seed to the numbers of a record."""
import math

import numpy as np

from . import arithmetic, optimizers, random_numbers, receipts
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
        self.whole_train, self.held_out = self.task.train, None
        self.held_out_loss, self.best_epoch, self.best_weights, self.stopped = [], 0, None, False
        if settings.get("early_stopping_patience", 0):
            self.hold_out(settings["early_stopping_fraction"])
        self.steps = settings["epochs"] * -(-self.task.examples // settings["batch_size"])
        self.train_loss, self.first_losses, self.diverged_step = [], [], None
        self.by_epoch, self.by_step = (receipts.Receipt(every, self) for every in ("epoch", "step"))

    def hold_out(self, fraction):
        n = self.task.examples
        count = min(max(optimizers.round_half_away(n * fraction), 1), n - 1)
        order = random_numbers.Stream(self.seed, random_numbers.HELD_OUT, 0).permutation(n)
        inputs, targets = self.task.train

        def of(samples):
            def rows(values):
                return values.reshape((n, -1) + values.shape[1:])[np.sort(samples)].reshape((-1,) + values.shape[1:])
            return rows(inputs), [rows(values) for values in targets]

        self.held_out, self.task.train, self.task.examples = of(order[:count]), of(order[count:]), n - count

    def judge_held_out(self):
        """After an epoch: the loss of what is held out, by running statistics and without dropout."""
        inputs, targets = self.held_out
        per_sample = len(self.task.train[0]) // self.task.examples
        count, size, total = len(inputs) // per_sample, self.settings["batch_size"], 0.0
        for start in range(0, count, size):
            samples = min(size, count - start)

            def rows(values):
                k = len(values) // count
                return values[start * k:(start + samples) * k]

            tensors, loss = self.network.forward(rows(inputs), False), 0.0
            for term, target in zip(self.network.losses, targets):
                loss += term.weight * term.function(tensors[term.tensor], rows(target), term.weight)[0]
            total += loss * samples
        self.held_out_loss.append(total / count)
        if self.held_out_loss[-1] < (self.held_out_loss[self.best_epoch - 1] if self.best_epoch else math.inf):
            self.best_epoch = self.epochs
            self.best_weights = {name: p.value.copy() for name, p in self.network.parameters.items()}
        patience = self.settings["early_stopping_patience"]
        self.stopped = self.epochs < self.settings["epochs"] and self.epochs - self.best_epoch >= patience

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
        optimizers.clip(self.network.trained(), s.get("max_grad_norm", 0.0))
        self.optimizer.step(self.network.trained(), rate)
        self.updates += 1
        return loss

    def epoch(self, observe=None, after_step=lambda loss: None):
        """`observe` is told of the first step, `after_step` of every one."""
        inputs, order = self.task.inputs_of_epoch(self.seed, self.epochs), self.order(self.epochs)
        size, total = self.settings["batch_size"], 0.0
        augmented = inputs is not self.task.train[0]
        of_epoch = receipts.batch_digest(order, inputs if augmented else None)
        for start in range(0, len(order), size):
            chosen = order[start:start + size]
            batch = self.batch(inputs, chosen)
            loss = self.step(*batch, observe if self.updates == 0 else None)
            self.by_step.add(receipts.batch_digest(chosen, batch[0] if augmented else None), self)
            after_step(loss)
            if not math.isfinite(loss):
                self.diverged_step = self.updates
                self.by_epoch.add(of_epoch, self)
                return
            total += loss * len(chosen)
            if len(self.first_losses) < FIRST_LOSSES:
                self.first_losses.append(loss)
        self.train_loss.append(total / self.task.examples)
        self.epochs += 1
        self.by_epoch.add(of_epoch, self)
        if self.held_out:
            self.judge_held_out()

    def goes_on(self):
        return self.epochs < self.settings["epochs"] and self.diverged_step is None and not self.stopped

    def run(self):
        while self.goes_on():
            self.epoch()
        self.take_best_weights()

    def take_best_weights(self):
        if self.best_weights and self.diverged_step is None:
            for name, p in self.network.parameters.items():
                p.value = self.best_weights[name]

    def accuracies(self):
        """Of the train set, as it is without augmentation, and of the test set; nothing if the run diverged."""
        fractions = []
        for inputs, targets in (self.whole_train, self.task.test):
            if self.diverged_step is None:
                answer = self.task.answer(self.network.forward(inputs, False))
                if not fractions and not np.isfinite(answer).all():
                    self.diverged_step = self.updates + 1
            if self.diverged_step is not None:
                return None, None
            right = self.task.right(answer, targets)
            fractions.append(int(right.sum()) / len(right))
        return fractions

    def weights_digest(self):
        return arithmetic.digest(*(p.value for p in self.network.parameters.values()))
