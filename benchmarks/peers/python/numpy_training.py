"""NumPy with the backward pass by hand: S seeds stacked, one matmul a layer, buffers that are made once, all parameters in one
flat array.

Modes: "batch first", arrays [S, rows, features]; "batch last", [S, features, rows].
"""
import numpy as np

from description import AdjacentRows, Description, Halves, run_blocks

VERSION = np.__version__


def transposed(x):
    return x.swapaxes(-1, -2)


class Linear:
    """weight: [S, in, out] or, with the batch last, [S, out, in]; bias: a row or a column."""

    def __init__(self, values, gradients, places, batch_last):
        self.weight, self.weight_gradient = values[places[0]], gradients[places[0]]
        self.bias = values[places[1]] if len(places) > 1 else None
        self.bias_gradient = gradients[places[1]] if len(places) > 1 else None
        self.batch_last, self.ones, self.output = batch_last, None, None

    def forward(self, x):
        self.input = x
        rows = x.shape[-1 if self.batch_last else -2]
        if self.output is None:
            out = self.weight.shape[-2 if self.batch_last else -1]
            self.output = np.empty((len(x), out, rows) if self.batch_last else (len(x), rows, out), np.float32)
            self.ones = np.ones((len(x), rows, 1) if self.batch_last else (len(x), 1, rows), np.float32)
            self.input_gradient = np.empty(x.shape, np.float32)
        a, b = (self.weight, x) if self.batch_last else (x, self.weight)
        np.matmul(a, b, out=self.output)
        if self.bias is not None:
            self.output += self.bias
        return self.output

    def backward(self, gradient, wanted):
        """The gradient of the input, if it is wanted."""
        if self.batch_last:
            np.matmul(gradient, transposed(self.input), out=self.weight_gradient)
        else:
            np.matmul(transposed(self.input), gradient, out=self.weight_gradient)
        if self.bias is not None:
            a, b = (gradient, self.ones) if self.batch_last else (self.ones, gradient)
            np.matmul(a, b, out=self.bias_gradient)
        if not wanted:
            return None
        a, b = (transposed(self.weight), gradient) if self.batch_last else (gradient, transposed(self.weight))
        return np.matmul(a, b, out=self.input_gradient)


class ReLU:
    """In the memory of its input."""

    def forward(self, x):
        self.output = np.maximum(x, 0, out=x)
        return x

    def backward(self, gradient, _):
        gradient *= self.output > 0
        return gradient


class Tanh:
    """In the memory of its input."""

    def forward(self, x):
        self.output = np.tanh(x, out=x)
        return x

    def backward(self, gradient, _):
        gradient *= 1 - self.output * self.output
        return gradient


class Training:
    def __init__(self, members, mode):
        self.d = d = Description(members)
        if mode not in ("batch first", "batch last"):
            raise NotImplementedError(f"numpy: no mode {mode}; there are batch first, batch last")
        others = d.kinds - {"Linear", "ReLU", "Tanh", "Flatten"}
        if others or any(loss["kind"] == "binary_cross_entropy" for loss in d.losses):
            raise NotImplementedError(f"numpy: no backward pass by hand of {', '.join(sorted(others)) or 'this loss'}")
        if any(block["rows"] in ("even", "odd") for block in d.blocks):
            raise NotImplementedError("numpy: no backward pass by hand of two trunks")
        self.batch_last = mode == "batch last"
        self.rows = Halves(np.concatenate) if self.batch_last else AdjacentRows(np.stack, axis=1)
        start = [self._laid_out(x) for x in d.parameters]
        self.start = np.concatenate([x.ravel() for x in start])
        self.flat, self.gradient, self.scratch = (np.zeros_like(self.start) for _ in range(3))
        self.mean, self.square = np.zeros_like(self.start), np.zeros_like(self.start)
        values, gradients = self._views(self.flat, start), self._views(self.gradient, start)
        # Of whole batches and of the rest, whose buffers have other sizes.
        self.layers = {rest: self._make_layers(values, gradients) for rest in (False, True)}
        self.targets = [self._batches(self._targets(loss)) for loss in d.losses]
        self.new_inputs()
        self.restart()

    def _laid_out(self, parameter):
        if parameter.ndim == 2:
            return parameter[:, :, None] if self.batch_last else parameter[:, None]
        return parameter if self.batch_last else np.ascontiguousarray(transposed(parameter))

    @staticmethod
    def _views(flat, like):
        ends = np.cumsum([x.size for x in like])
        return [flat[end - x.size : end].reshape(x.shape) for x, end in zip(like, ends)]

    def _make_layers(self, values, gradients):
        """By block."""
        make = {"ReLU": lambda _: ReLU(), "Tanh": lambda _: Tanh(),
                "Linear": lambda places: Linear(values, gradients, places, self.batch_last)}  # fmt: skip
        return [[make[o["kind"]](o["parameters"]) for o in operations if o["kind"] != "Flatten"]
                for operations in self.d.operations]  # fmt: skip

    def _batches(self, array):
        rows_per_sample = array.shape[1] // self.d.samples
        whole, rest = self.d.batches(array)
        parts = [whole[:, i] for i in range(self.d.whole_batches)] + ([rest] if self.d.rest else [])
        lay_out = (lambda part: Halves.lay_out(part, rows_per_sample)) if self.batch_last else np.ascontiguousarray
        return [lay_out(part) for part in parts]

    def _targets(self, loss):
        if loss["kind"] == "cross_entropy":
            return self.d.class_probabilities(loss, self.d.features_of(loss["tensor"]))
        return loss["targets"]

    def new_inputs(self):
        self.inputs = self._batches(self.d.inputs)

    def restart(self):
        self.flat[:] = self.start
        self.mean[:] = 0
        self.square[:] = 0
        self.power1 = self.power2 = 1.0
        self.step = 0

    def _loss(self, loss, x, target):
        """Of each seed, and the gradient."""
        weight, axis = loss["weight"], 1 if self.batch_last else 2
        if loss["kind"] == "mse":
            difference = x - target
            count = x[0].size
            value = np.einsum("sij,sij->s", difference, difference) / count
            difference *= np.float32(2 * weight / count)
            return weight * value, difference
        rows = x.shape[3 - axis]
        z = x - x.max(axis, keepdims=True)
        e = np.exp(z)
        total = e.sum(axis, keepdims=True)
        value = (np.log(total).sum((1, 2)) - np.einsum("sij,sij->s", z, target)) / rows
        e /= total
        e -= target
        e *= np.float32(weight / rows)
        return weight * value, e

    def _backward_to_input(self, rows, gradient):
        """From rows as a block reads them to those of its input tensor."""
        if rows != "adjacent_pairs":
            return gradient
        if self.batch_last:
            return np.concatenate(np.split(gradient, 2, 1), 2)
        return gradient.reshape(len(gradient), -1, gradient.shape[2] // 2)

    def _step(self, batch):
        layers = self.layers[self.d.rest > 0 and batch == self.d.whole_batches]
        of_block = iter(layers)

        def compute(_, x):
            for layer in next(of_block):
                x = layer.forward(x)
            return x

        tensors = run_blocks(self.d, self.rows, self.inputs[batch], compute)
        losses, gradients = 0.0, {}
        for loss, targets in zip(self.d.losses, self.targets):
            value, gradient = self._loss(loss, tensors[loss["tensor"]], targets[batch])
            losses = losses + value
            name = loss["tensor"]
            gradients[name] = gradients[name] + gradient if name in gradients else gradient
        for block, of_block in zip(reversed(self.d.blocks), reversed(layers)):
            gradient, source = gradients.pop(block["output"]), block["input"]
            for i, layer in reversed(list(enumerate(of_block))):
                gradient = layer.backward(gradient, i > 0 or source != "input")
            if source != "input":
                gradient = self._backward_to_input(block["rows"], gradient)
                gradients[source] = gradients[source] + gradient if source in gradients else gradient
        self._update()
        return losses

    def _update(self):
        rates, o, scratch = self.d.learning_rates, self.d.optimizer, self.scratch
        rate = float(rates[min(self.step, len(rates) - 1)])
        self.step += 1
        if o["kind"] == "sgd":
            np.multiply(self.gradient, np.float32(rate), out=scratch)
            self.flat -= scratch
            return
        self.power1 *= o["beta1"]
        self.power2 *= o["beta2"]
        self.mean *= np.float32(o["beta1"])
        np.multiply(self.gradient, np.float32(1 - o["beta1"]), out=scratch)
        self.mean += scratch
        self.square *= np.float32(o["beta2"])
        np.multiply(self.gradient, self.gradient, out=scratch)
        scratch *= np.float32(1 - o["beta2"])
        self.square += scratch
        np.sqrt(self.square, out=scratch)
        scratch *= np.float32(1 / np.sqrt(1 - self.power2))
        scratch += np.float32(o["epsilon"])
        np.divide(self.mean, scratch, out=scratch)
        scratch *= np.float32(rate / (1 - self.power1))
        if o["weight_decay"]:
            self.flat *= np.float32(1 - rate * o["weight_decay"])
        self.flat -= scratch

    def run(self, epochs):
        for _ in range(epochs):
            self.last_losses = [self._step(batch) for batch in range(self.d.steps)]

    def losses(self):
        """Of the last epoch, [step][seed]."""
        return np.array(self.last_losses, np.float64).tolist()
