"""NUMERICS.md, "Networks": blocks of layers between named tensors, and losses on them."""
from collections import namedtuple

import numpy as np

from . import layers, random_numbers
from .arithmetic import F32

# `function` of the tensor, its targets and the weight gives the value, and the gradient of weight times it.
Loss = namedtuple("Loss", ["tensor", "function", "weight"])


class Block:
    """`rows`: "all", "even" or "odd", of the tensor read and of the one written, or "adjacent pairs" of the former.

    `skip`: a tensor whose rows are added to the output's, or "".
    """

    def __init__(self, name, reads, writes, rows, chain, skip=""):
        self.name, self.reads, self.writes, self.rows, self.layers = name, reads, writes, rows, chain
        self.skip = skip
        self.every = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}.get(rows, slice(None))
        self.first_trained = next((i for i, layer in enumerate(chain) if layer.parameters), None)
        for layer, behind, next_behind in zip(chain, chain[1:] + [None], chain[2:] + [None, None]):
            if isinstance(layer, layers.Conv2d):
                behind = next_behind if isinstance(behind, layers.ReLU) else behind
                layer.sparse = isinstance(behind, layers.MaxPool2d)

    def gather(self, tensor):
        return tensor.reshape(len(tensor) // 2, -1) if self.rows == "adjacent pairs" else tensor[self.every]

    def with_skip(self, y, tensors):
        return y + tensors[self.skip][self.every] if self.skip else y

    def add_gradients(self, dx, dy, grads):
        """dx of the layers, if there is one, and then dy to the tensor that was added."""
        if dx is not None:
            grads[self.reads][self.every] += dx.reshape(grads[self.reads][self.every].shape)
        if self.skip:
            grads[self.skip][self.every] += dy


class Network:
    def __init__(self, blocks, losses):
        self.blocks, self.losses, self.parameters = blocks, losses, {}
        self.dropouts = []
        number = 0
        for block in blocks:
            for i, layer in enumerate(block.layers):
                self.parameters.update({f"{block.name}.{i}.{p.name}": p for p in layer.parameters})
                layer.number = number
                number += 1
                if isinstance(layer, layers.Dropout):
                    self.dropouts.append(layer)

    def initialize(self, seed, initialization):
        for number, p in enumerate(self.parameters.values()):
            p.value = random_numbers.initial_weights(
                seed, number, p.shape, p.fan_in, p.fan_out, initialization, p.name == "bias", p.start)

    def trained(self):
        return [p for p in self.parameters.values() if p.trained]

    def forward(self, inputs, training, observe=None):
        """All tensors. `observe` is told of each layer's output: ("y", name, values)."""
        tensors = {"input": inputs}
        for block in self.blocks:
            x = block.gather(tensors[block.reads])
            for i, layer in enumerate(block.layers):
                x = layer.forward(x, training)
                if observe:
                    observe("y", f"{block.name}.{i}", x)
            x = block.with_skip(x, tensors)
            if block.rows in ("even", "odd"):
                tensors.setdefault(block.writes, np.zeros((2 * len(x),) + x.shape[1:], F32))[block.every] = x
            else:
                tensors[block.writes] = x
        return tensors

    def backward(self, tensors, targets, observe=None):
        """The loss; the gradients of all parameters, from 0."""
        for p in self.parameters.values():
            p.grad = np.zeros(p.shape, F32)
        grads = {name: np.zeros_like(values) for name, values in tensors.items()}
        loss = 0.0
        for term, target in zip(self.losses, targets):
            value, grad = term.function(tensors[term.tensor], target, term.weight)
            loss += term.weight * value
            grads[term.tensor] = grads[term.tensor] + grad
        for block in reversed(self.blocks):
            dy = block_dy = grads[block.writes][block.every]
            for i in reversed(range(len(block.layers))):
                if block.reads == "input" and i == block.first_trained:
                    block.layers[i].backward(dy, need_dx=False)  # nobody reads the input's gradient
                    dy = None
                    break
                dy = block.layers[i].backward(dy)
                if observe and not isinstance(block.layers[i], layers.Flatten):
                    observe("dx", f"{block.name}.{i}", dy)
            block.add_gradients(dy, block_dy, grads)
        if observe:
            observe("gradients", "", [p.grad for p in self.parameters.values()])
        return loss
