"""One network whose forward and backward passes the caller runs, to learn and to teach with."""

from collections.abc import Iterable

import numpy as np

from tenfold import _core
from tenfold._optimizers import Optimizer
from tenfold._settings import assignments, numeric, shown, whole


class Sequential:
    """A chain of layers.

        net = tenfold.Sequential("Linear(25), ReLU(), Linear(1), Tanh()", input_shape=2, optimizer=tenfold.SGD(0.1))
        for step in range(1000):
            net.zero_grad()
            loss, grad = tenfold.mse(net.forward(points), targets)
            net.backward(grad)
            net.step()

    layers: text as in `sweep`, here with the last layer. input_shape: of a row, a number of features or
    (channels, height, width). seed draws the initial weights and dropout's masks. Arrays are float32; others
    are converted. One thread at a time may use it. ValueError where layers or shapes do not fit.
    """

    def __init__(self, layers, input_shape, *, seed=0, optimizer=None):
        sizes = input_shape if isinstance(input_shape, Iterable) else [input_shape]
        shape = [whole("a size of input_shape", size, 31) for size in sizes]
        if whole("seed", seed) < 0:
            raise ValueError(f"seed is {seed}, wants 0 or more")
        self._net = _core.Sequential(shape, str(layers), int(seed))
        self._optimizer = None
        if optimizer is not None:
            self.optimizer = optimizer

    @property
    def layers(self):
        """The layers as text, with all sizes."""
        return self._net.layers

    @property
    def optimizer(self):
        """How `step` updates. A new one keeps the parameters, begins its own state and clears gradients."""
        return self._optimizer

    @optimizer.setter
    def optimizer(self, optimizer):
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"optimizer is {shown(optimizer)}, wants tenfold.SGD, tenfold.Adam or tenfold.AdamW")
        self._net.set_optimizer(assignments(optimizer.settings()))
        self._optimizer = optimizer

    def forward(self, input):
        """input: [rows, ...input_shape]; returns [rows, ...]. In training mode: dropout, a batch's own statistics."""
        return self._net.forward(numeric(input, "input"))

    def evaluate(self, input):
        """The same without dropout and with running statistics; backward cannot follow."""
        return self._net.evaluate(numeric(input, "input"))

    def backward(self, grad_output):
        """The loss's gradient with respect to the last forward's output to that with respect to its input.

        Adds to the parameters' gradients.
        """
        return self._net.backward(numeric(grad_output, "grad_output"))

    def activation(self, layer):
        """What the layer of this number, from 0, gave in the last forward."""
        return self._net.activation(whole("layer", layer, 31))

    @property
    def weights(self):
        """Copies of the parameters by name: "0.weight", "0.bias", in PyTorch's layout."""
        return {name: self._net.value(name) for name in self._net.names()}

    @property
    def gradients(self):
        """Copies of their gradients by name."""
        return {name: self._net.gradient(name) for name in self._net.names()}

    def set_weight(self, name, value):
        """value: of the parameter's shape. KeyError if there is none of this name."""
        self._net.set_value(str(name), numeric(value, name))

    def zero_grad(self):
        """Sets all gradients to 0."""
        self._net.zero_grad()

    def step(self):
        """Updates the parameters from their gradients. ValueError without an optimizer."""
        if self._optimizer is None:
            raise ValueError("the network has no optimizer; give it one: net.optimizer = tenfold.SGD(0.1)")
        self._net.step()

    def __repr__(self):
        return f"Sequential({self.layers!r})"


def mse(output, target):
    """Mean squared error and its gradient with respect to `output`, which is of the target's shape."""
    return _core.mse(numeric(output, "output"), numeric(target, "target"))


def cross_entropy(output, classes):
    """The mean of -log softmax(output)[class] and its gradient. output: [rows, classes]; classes: [rows], from 0."""
    classes = np.asarray(classes)
    if classes.dtype.kind not in "biu":
        raise ValueError(f"classes: holds values of type {classes.dtype}, wants whole numbers")
    return _core.cross_entropy(numeric(output, "output"), classes)
