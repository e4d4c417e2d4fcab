"""What all peers read of a training's description (training_description.h): operations, batches and rows.

S seeds are the first dimension of every array. A batch is a group of adjacent rows.
"""
import numpy as np


class Description:
    def __init__(self, members):
        self.__dict__.update(members)
        # Whole batches of an epoch, and the samples of a smaller one behind them.
        self.whole_batches, self.rest = divmod(self.samples, self.batch_size)
        self.steps = self.whole_batches + (self.rest > 0)
        rates = self.learning_rates
        self.constant_rate = float(rates[0]) if (rates == rates[0]).all() else None
        self.operations = [_operations(block["layers"]) for block in self.blocks]
        kinds = {operation["kind"] for operations in self.operations for operation in operations}
        self.has_images = bool(kinds & {"Conv2d", "MaxPool2d"})
        self.kinds = kinds
        if not self.has_images:
            self.inputs = self.inputs.reshape(*self.inputs.shape[:2], -1)

    def batches(self, array):
        """[S, rows of the epoch, ...] as [S, whole batches, rows of a batch, ...] and [S, rows of the rest, ...]."""
        rows = array.shape[1] // self.samples
        whole = self.whole_batches * self.batch_size * rows
        shape = (array.shape[0], self.whole_batches, self.batch_size * rows, *array.shape[2:])
        return array[:, :whole].reshape(shape), array[:, whole:]

    def class_probabilities(self, loss, features):
        """Targets of a cross-entropy as [S, rows, features]."""
        smoothing = np.float32(loss["label_smoothing"])
        one_hot = np.eye(features, dtype=np.float32)[loss["targets"]]
        return one_hot * (1 - smoothing) + smoothing / features

    def features_of(self, tensor):
        """Of a row of what a block of linear layers writes."""
        block = next(i for i, b in enumerate(self.blocks) if b["output"] == tensor)
        for operation in reversed(self.operations[block]):
            if operation["kind"] == "Linear":
                return self.parameters[operation["parameters"][0]].shape[1]
        raise NotImplementedError(f"the loss of {tensor}, which no linear layer writes")


def _operations(layers):
    """Layers in the order in which they are computed.

    A convolution's bias and a ReLU that stand before a max-pool go behind it, where there are fewer elements: neither changes
    which element is the largest.
    """
    operations, i = [], 0
    while i < len(layers):
        layer = dict(layers[i])
        i += 1
        if layer["kind"] == "Conv2d" and layer["bias"]:
            behind = [later["kind"] for later in layers[i : i + 2]]
            early_relu = behind == ["ReLU", "MaxPool2d"]
            if early_relu or behind[:1] == ["MaxPool2d"]:
                weight, bias = layer["parameters"]
                pool = layers[i + early_relu]
                operations += [dict(layer, bias=False, parameters=[weight]), pool]
                operations.append({"kind": "Bias", "parameters": [bias]})
                operations += [layers[i]] * early_relu
                i += 1 + early_relu
                continue
        operations.append(layer)
    return operations


class AdjacentRows:
    """The two rows of a sample lie side by side, as in the description. `axis`: of the rows."""

    def __init__(self, stack, axis=0):
        self.stack, self.axis = stack, axis

    def read(self, rows, x):
        if rows == "even":
            return x[(slice(None),) * self.axis + (slice(0, None, 2),)]
        if rows == "odd":
            return x[(slice(None),) * self.axis + (slice(1, None, 2),)]
        if rows == "adjacent_pairs":
            return x.reshape(*x.shape[:-2], x.shape[-2] // 2, 2 * x.shape[-1])
        return x

    def join(self, even, odd):
        both = self.stack([even, odd], -2)
        return both.reshape(*even.shape[:-2], 2 * even.shape[-2], even.shape[-1])


class Halves:
    """Rows are the last dimension: first those of all first halves of the samples, then those of the second."""

    def __init__(self, concatenate):
        self.concatenate = concatenate

    def read(self, rows, x):
        first, second = x[..., : x.shape[-1] // 2], x[..., x.shape[-1] // 2 :]
        if rows == "adjacent_pairs":
            return self.concatenate([first, second], -2)
        return {"all": x, "even": first, "odd": second}[rows]

    def join(self, even, odd):
        return self.concatenate([even, odd], -1)

    @staticmethod
    def lay_out(batch, rows_per_sample):
        """[..., rows, features] of a batch in this order; `rows_per_sample`: of this array."""
        if rows_per_sample == 2:
            batch = np.concatenate([batch[..., 0::2, :], batch[..., 1::2, :]], -2)
        return np.ascontiguousarray(batch.swapaxes(-1, -2))


def run_blocks(description, rows, inputs, compute):
    """The tensors by name. `compute(operations, x)`: what the operations of a block make of its input."""
    tensors, halves = {"input": inputs}, {}
    for block, operations in zip(description.blocks, description.operations):
        name, of_rows = block["output"], block["rows"]
        output = compute(operations, rows.read(of_rows, tensors[block["input"]]))
        if of_rows in ("even", "odd"):
            halves[name, of_rows] = output
            if len([n for n, _ in halves if n == name]) < 2:
                continue
            output = rows.join(halves[name, "even"], halves[name, "odd"])
        tensors[name] = output
    return tensors
