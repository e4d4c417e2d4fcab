"""JAX: a whole epoch, or several, as one compiled call: a loop over batches within a loop over epochs.

Modes: "scan", one seed; "scan, batch last", the same with the batch as the last dimension; "vmap", all seeds as one by
vectorisation; "map, batch last", all seeds one after the other within the call. Convolutions are matrix products of gathered
patches: XLA's own gradient of a convolution takes many times as long on a processor.
"""
import os

# One thread; what has an effect on these networks.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false --xla_cpu_opt_preset=CPU_OPT_PRESET_FAST_RUNTIME"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from description import AdjacentRows, Description, Halves, run_blocks

VERSION = jax.__version__


@jax.custom_vjp
def max_pool(windows):
    """[N, H, K, W, K, C] -> [N, H, W, C]; the gradient goes to the first of equal values."""
    return windows.max((2, 4))


def _max_pool_forward(windows):
    largest = max_pool(windows)
    return largest, (windows, largest)


def _max_pool_backward(kept, gradient):
    windows, largest = kept
    size = windows.shape[2]
    taken, rows = jnp.zeros(largest.shape, bool), []
    for y in range(size):
        row = []
        for x in range(size):
            is_first = (windows[:, :, y, :, x] == largest) & ~taken
            taken |= is_first
            row.append(jnp.where(is_first, gradient, 0))
        rows.append(jnp.stack(row, 3))
    return (jnp.stack(rows, 2),)


max_pool.defvjp(_max_pool_forward, _max_pool_backward)


class Training:
    def __init__(self, members, mode):
        self.d = d = Description(members)
        self.form, _, layout = mode.partition(", ")
        self.batch_last = layout == "batch last"
        if self.batch_last and (d.has_images or d.kinds & {"BatchNorm", "Comparison"}):
            raise NotImplementedError(f"jax: {mode} of layers other than linear ones")
        self.rows = Halves(jnp.concatenate) if self.batch_last else AdjacentRows(jnp.stack)
        self.start = [jnp.asarray(x) for x in self._laid_out_parameters()]
        if self.form == "vmap":
            axes = (0, 0, 0, 0, None, None, None)
            train = jax.vmap(self._train, (None, axes, 0), (axes, -1))
        elif self.form == "map":
            train = lambda n, state, data: lax.map(lambda of: self._train(n, *of), (state, data))
        else:
            train = self._train
        self.train = jax.jit(train, donate_argnums=1)
        self.targets = [self._whole_and_rest(self._targets(loss)) for loss in d.losses]
        self.new_inputs()
        self.restart()

    # Arrays as they are trained on. One seed by itself has no first dimension.

    def _of_form(self, array):
        return array[0] if self.form == "scan" else array

    def _whole_and_rest(self, array):
        rows_per_sample = array.shape[1] // self.d.samples
        parts = self.d.batches(array)
        if self.batch_last:
            parts = [Halves.lay_out(part, rows_per_sample) for part in parts]
        return [jnp.asarray(self._of_form(part)) for part in parts]

    def _laid_out_parameters(self):
        """Weights as [in, out], of convolutions with the inputs in the order ky, kx, channel."""
        laid_out = [self._of_form(x) for x in self.d.parameters]
        for operations in self.d.operations:
            channels_first = None  # the shape that a Flatten has flattened
            for operation in operations:
                if operation["kind"] == "Flatten" and self.d.has_images:
                    channels_first = operation["input_shape"]
                if operation["kind"] not in ("Linear", "Conv2d"):
                    continue
                weight = self._of_form(self.d.parameters[operation["parameters"][0]])
                if operation["kind"] == "Conv2d":
                    weight = np.moveaxis(weight, -3, -1)
                elif channels_first is not None:
                    weight = np.moveaxis(weight.reshape(*weight.shape[:-1], *channels_first), -3, -1)
                    channels_first = None
                leading = weight.ndim - (4 if weight.ndim > 3 else 2)
                weight = weight.reshape(*weight.shape[: leading + 1], -1)
                laid_out[operation["parameters"][0]] = np.ascontiguousarray(weight.swapaxes(-1, -2))
        return laid_out

    def _targets(self, loss):
        if loss["kind"] == "cross_entropy":
            return self.d.class_probabilities(loss, self.d.features_of(loss["tensor"]))
        return loss["targets"]

    def new_inputs(self):
        inputs = self.d.inputs
        if self.d.has_images:
            inputs = np.moveaxis(inputs, 2, -1)
        self.data = (self._whole_and_rest(inputs), self.targets)

    def restart(self):
        trained = self.d.is_trained
        # Copies: a call takes the memory of its state over.
        values = [jnp.array(x) for x, t in zip(self.start, trained) if t]
        statistics = [jnp.array(x) for x, t in zip(self.start, trained) if not t]
        states = [[jnp.zeros_like(x) for x in values] for _ in range(2 if self._adam else 0)] or [[], []]
        counts = [jnp.float32(1), jnp.float32(1), jnp.int32(0)]
        if self.form == "map":
            counts = [jnp.broadcast_to(x, (self.d.seeds,)) for x in counts]
        self.state = (values, statistics, *states, *counts)

    # The network.

    def _linear(self, parameters, x):
        weight, bias = parameters[0], parameters[1] if len(parameters) > 1 else None
        if self.batch_last:
            x = lax.dot_general(weight, x, (((0,), (0,)), ((), ())))
            return x if bias is None else x + bias[:, None]
        x = x @ weight
        return x if bias is None else x + bias

    def _conv(self, operation, parameters, x):
        pad, size = operation["padding"], operation["kernel_size"]
        x = jnp.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0))) if pad else x
        n, height, width, _ = x.shape
        height, width = height - size + 1, width - size + 1
        patches = [x[:, y : y + height, z : z + width] for y in range(size) for z in range(size)]
        patches = jnp.concatenate(patches, -1)
        y = self._linear(parameters, patches.reshape(n * height * width, -1))
        return y.reshape(n, height, width, -1)

    def _compute(self, operations, parameters, changed, x):
        for operation in operations:
            kind, places = operation["kind"], operation["parameters"]
            own = [parameters[p] for p in places]
            if kind == "Linear":
                x = self._linear(own, x)
            elif kind == "Conv2d":
                x = self._conv(operation, own, x)
            elif kind == "Bias":
                x = x + own[0]
            elif kind == "MaxPool2d":
                size = operation["kernel_size"]
                n, height, width, channels = x.shape
                height, width = height // size, width // size
                x = x[:, : height * size, : width * size]
                x = max_pool(x.reshape(n, height, size, width, size, channels))
            elif kind == "ReLU":
                x = jax.nn.relu(x)
            elif kind == "Tanh":
                x = jnp.tanh(x)
            elif kind == "Flatten":
                x = x if self.batch_last else x.reshape(x.shape[0], -1)
            elif kind == "BatchNorm":
                axes, momentum = tuple(range(x.ndim - 1)), operation["momentum"]
                mean, count = x.mean(axes), x.size // x.shape[-1]
                variance = ((x - mean) ** 2).mean(axes)
                x = (x - mean) * (own[0] * lax.rsqrt(variance + operation["epsilon"])) + own[1]
                changed[places[2]] = (1 - momentum) * own[2] + momentum * mean
                changed[places[3]] = (1 - momentum) * own[3] + momentum * variance * (count / max(1, count - 1))
            elif kind == "Comparison":
                p, q = (jax.nn.softmax(half) for half in jnp.split(x, 2, -1))
                at_least = lax.cumsum(q, 1, reverse=True)
                x = (p * at_least).sum(-1, keepdims=True)
        return x

    def _loss(self, trained, statistics, batch):
        inputs, targets = batch
        values, others = iter(trained), iter(statistics)
        parameters = [next(values if is_trained else others) for is_trained in self.d.is_trained]
        changed = {}
        tensors = run_blocks(self.d, self.rows, inputs, lambda o, x: self._compute(o, parameters, changed, x))
        total = 0.0
        for loss, target in zip(self.d.losses, targets):
            x = tensors[loss["tensor"]]
            if loss["kind"] == "mse":
                value = ((x - target) ** 2).mean()
            elif loss["kind"] == "cross_entropy":
                axis = 0 if self.batch_last else 1
                value = -(jax.nn.log_softmax(x, axis) * target).sum(axis).mean()
            else:
                p = jnp.clip(x, loss["least_probability"], 1 - loss["least_probability"])
                value = -(target * jnp.log(p) + (1 - target) * jnp.log(1 - p)).mean()
            total = total + loss["weight"] * value
        kept = [changed.get(p, parameters[p]) for p, t in enumerate(self.d.is_trained) if not t]
        return total, kept

    # The training of one seed.

    @property
    def _adam(self):
        return self.d.optimizer["kind"] == "adam"

    def _step(self, state, batch):
        values, statistics, means, squares, power1, power2, step = state
        d, o = self.d, self.d.optimizer
        (loss, statistics), gradients = jax.value_and_grad(self._loss, has_aux=True)(values, statistics, batch)
        rates = d.learning_rates
        rate = d.constant_rate if d.constant_rate is not None else jnp.asarray(rates)[jnp.minimum(step, len(rates) - 1)]
        if self._adam:
            beta1, beta2 = o["beta1"], o["beta2"]
            power1, power2 = power1 * beta1, power2 * beta2
            size, scale, kept = rate / (1 - power1), lax.rsqrt(1 - power2), 1 - rate * o["weight_decay"]
            means = [beta1 * m + (1 - beta1) * g for m, g in zip(means, gradients)]
            squares = [beta2 * v + (1 - beta2) * g * g for v, g in zip(squares, gradients)]
            values = [kept * x - size * (m / (jnp.sqrt(v) * scale + o["epsilon"]))
                      for x, m, v in zip(values, means, squares)]  # fmt: skip
        else:
            values = [x - rate * g for x, g in zip(values, gradients)]
        return (values, statistics, means, squares, power1, power2, step + 1), loss

    def _train(self, epochs, state, data):
        whole = jax.tree.map(lambda pair: pair[0], data, is_leaf=self._is_pair)
        rest = jax.tree.map(lambda pair: pair[1], data, is_leaf=self._is_pair)

        def epoch(_, state_and_losses):
            state, losses = lax.scan(self._step, state_and_losses[0], whole)
            if self.d.rest:
                state, loss = self._step(state, rest)
                losses = jnp.append(losses, loss)
            return state, losses

        return lax.fori_loop(0, epochs, epoch, (state, jnp.zeros(self.d.steps, jnp.float32)))

    @staticmethod
    def _is_pair(x):
        return isinstance(x, list) and not isinstance(x[0], (list, tuple))

    def run(self, epochs):
        self.state, self.last_losses = jax.block_until_ready(self.train(jnp.int32(epochs), self.state, self.data))

    def losses(self):
        """Of the last epoch, [step][seed]."""
        losses = np.asarray(self.last_losses, np.float64)
        return (losses.T if self.form == "map" else losses.reshape(self.d.steps, -1)).tolist()
