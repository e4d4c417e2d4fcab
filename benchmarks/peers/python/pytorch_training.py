"""PyTorch.

Modes: "eager", autograd and a fused optimizer, one seed; "compile", gradient and update of a step as one graph of
torch.compile, several steps where they are short. Several seeds are stacked, one baddbmm a layer.
"""
import os
import sys

os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
# What torch.compile builds looks for PyTorch's functions among those of the whole process.
sys.setdlopenflags(os.RTLD_LAZY | os.RTLD_GLOBAL)

import numpy as np
import torch
import torch._inductor.config as inductor
import torch.nn.functional as F

from description import AdjacentRows, Description, run_blocks

VERSION = torch.__version__

SHORT_BATCH = 20  # rows
UNROLLED_STEPS = 10

torch.set_num_threads(1)
inductor.cpp_wrapper = True
inductor.cpp.threads = 1


def array(values):
    return torch.from_numpy(np.array(values))


class Training:
    def __init__(self, members, mode):
        self.d = d = Description(members)
        if mode not in ("eager", "compile"):
            raise NotImplementedError(f"pytorch: no mode {mode}; there are eager, compile")
        self.compiled = mode == "compile"
        self.stacked = d.seeds > 1
        if self.stacked and (not self.compiled or d.has_images or d.kinds & {"BatchNorm", "Comparison"}):
            raise NotImplementedError(f"pytorch: {mode} of several seeds of such a network")
        self.rows = AdjacentRows(torch.stack, axis=int(self.stacked))
        self.start = [self._laid_out(x) for x in d.parameters]
        self.parameters = [x.clone() for x in self.start]
        self.values = [x for x, t in zip(self.parameters, d.is_trained) if t]
        self.statistics = [x for x, t in zip(self.parameters, d.is_trained) if not t]
        self.adam = d.optimizer["kind"] == "adam"
        self.means, self.squares = ([torch.zeros_like(x) for x in self.values * self.adam] for _ in range(2))
        self.powers = torch.ones(2)  # of beta1 and beta2
        self.rates = torch.from_numpy(d.learning_rates.copy())
        self.targets = [self._batches(self._targets(loss)) for loss in d.losses]
        self.inputs = None
        self.new_inputs()
        short = self.compiled and not self.stacked and d.batch_size * d.rows_per_sample <= SHORT_BATCH
        self.unrolled = UNROLLED_STEPS if short and d.whole_batches % UNROLLED_STEPS == 0 and not d.rest else 1
        self.rate = torch.empty(self.unrolled)
        if self.compiled:
            self.steps = torch.compile(self._steps, fullgraph=True, dynamic=False)
        self.restart()

    # Arrays as they are trained on. One seed by itself has no first dimension.

    def _laid_out(self, parameter):
        """Weights as [in, out], biases of stacked seeds as rows; of convolutions with the channels last in memory."""
        x = array(parameter if self.stacked else parameter[0])
        if self.stacked:
            return x.transpose(1, 2).contiguous() if x.dim() == 3 else x.unsqueeze(1)
        if x.dim() == 4:
            return x.contiguous(memory_format=torch.channels_last)
        return x.t().contiguous() if x.dim() == 2 else x

    def _batches(self, values):
        """[step] of an epoch."""
        whole, rest = self.d.batches(values)
        parts = [whole[:, i] for i in range(self.d.whole_batches)] + ([rest] if self.d.rest else [])
        tensors = [array(part if self.stacked else part[0]) for part in parts]
        return [x.contiguous(memory_format=torch.channels_last) if x.dim() == 4 else x for x in tensors]

    @staticmethod
    def _targets(loss):
        return loss["targets"].astype(np.int64) if loss["kind"] == "cross_entropy" else loss["targets"]

    def new_inputs(self):
        inputs = self._batches(self.d.inputs)
        if self.inputs is None:
            self.inputs = inputs
        for old, new in zip(self.inputs, inputs):
            old.copy_(new)

    @torch.no_grad()
    def restart(self):
        for x, start in zip(self.parameters, self.start):
            x.copy_(start)
        for x in self.means + self.squares:
            x.zero_()
        self.powers.fill_(1)
        self.step = 0
        if self.compiled:
            return
        for x in self.values:
            x.requires_grad_(True)
        if self.adam:
            o = self.d.optimizer
            self.optimizer = torch.optim.AdamW(self.values, lr=float(self.rates[0]), betas=(o["beta1"], o["beta2"]),
                                               eps=o["epsilon"], weight_decay=o["weight_decay"], fused=True)  # fmt: skip

    # The network.

    def _linear(self, parameters, x):
        if len(parameters) == 1:
            return x @ parameters[0]
        return (torch.baddbmm if self.stacked else torch.addmm)(parameters[1], x, parameters[0])

    def _batch_norm(self, operation, own, x, changed):
        weight, bias, mean_of_all, variance_of_all = own
        if not self.compiled:
            return F.batch_norm(x, mean_of_all, variance_of_all, weight, bias, True, operation["momentum"], operation["epsilon"])
        axes = [0] + list(range(2, x.dim()))
        shape = (1, -1) + (1,) * (x.dim() - 2)
        variance, mean = torch.var_mean(x, axes, correction=0)
        count = x.numel() // x.shape[1]
        momentum, places = operation["momentum"], operation["parameters"]
        changed[places[2]] = (1 - momentum) * mean_of_all + momentum * mean
        changed[places[3]] = (1 - momentum) * variance_of_all + momentum * variance * (count / max(1, count - 1))
        scale = weight * (variance + operation["epsilon"]).rsqrt()
        return (x - mean.view(shape)) * scale.view(shape) + bias.view(shape)

    def _compute(self, operations, parameters, changed, x):
        for operation in operations:
            kind = operation["kind"]
            own = [parameters[p] for p in operation["parameters"]]
            if kind == "Linear":
                x = self._linear(own, x)
            elif kind == "Conv2d":
                x = F.conv2d(x, *own, padding=operation["padding"])
            elif kind == "Bias":
                x = x + own[0].view(-1, 1, 1)
            elif kind == "MaxPool2d":
                x = F.max_pool2d(x, operation["kernel_size"])
            elif kind == "ReLU":
                x = x.relu()
            elif kind == "Tanh":
                x = x.tanh()
            elif kind == "Flatten":
                x = x if self.stacked else x.flatten(1)
            elif kind == "BatchNorm":
                x = self._batch_norm(operation, own, x, changed)
            elif kind == "Comparison":
                p, q = (half.softmax(-1) for half in x.chunk(2, -1))
                at_least = q.flip(-1).cumsum(-1).flip(-1)
                x = (p * at_least).sum(-1, keepdim=True)
        return x

    def _mean(self, values):
        """Of all elements, of each seed."""
        return values.flatten(1).mean(1) if self.stacked else values.mean()

    def _loss(self, values, statistics, batch):
        """The sum over the seeds; the loss of each, and the statistics after the step."""
        inputs, targets = batch
        trained, others = iter(values), iter(statistics)
        parameters = [next(trained if is_trained else others) for is_trained in self.d.is_trained]
        changed = {}
        tensors = run_blocks(self.d, self.rows, inputs, lambda o, x: self._compute(o, parameters, changed, x))
        total = 0.0
        for loss, target in zip(self.d.losses, targets):
            x = tensors[loss["tensor"]]
            if loss["kind"] == "mse":
                value = self._mean((x - target) ** 2)
            elif loss["kind"] == "cross_entropy":
                each = F.cross_entropy(x.reshape(-1, x.shape[-1]), target.reshape(-1), reduction="none",
                                       label_smoothing=loss["label_smoothing"])  # fmt: skip
                value = self._mean(each.view(target.shape))
            else:
                least = loss["least_probability"]
                value = F.binary_cross_entropy(x.clamp(least, 1 - least), target)
            total = total + loss["weight"] * value
        kept = [changed.get(p, parameters[p]) for p, t in enumerate(self.d.is_trained) if not t]
        return total.sum(), (total, kept)

    # The training.

    def _steps(self, state, rates, batches):
        """Of as many batches as there are; changes the tensors of `state`; the losses [steps, (seeds)]."""
        values, statistics, means, squares, powers = state
        o, losses = self.d.optimizer, []
        power1, power2 = powers[0], powers[1]
        for i, batch in enumerate(batches):
            rate = rates[i] if self.d.constant_rate is None else self.d.constant_rate
            gradient = torch.func.grad(self._loss, has_aux=True)
            gradients, (loss, statistics) = gradient(values, statistics, batch)
            losses.append(loss)
            if self.adam:
                power1, power2 = power1 * o["beta1"], power2 * o["beta2"]
                size, scale, kept = rate / (1 - power1), torch.rsqrt(1 - power2), 1 - rate * o["weight_decay"]
                means = [o["beta1"] * m + (1 - o["beta1"]) * g for m, g in zip(means, gradients)]
                squares = [o["beta2"] * v + (1 - o["beta2"]) * g * g for v, g in zip(squares, gradients)]
                values = [kept * x - size * (m / (v.sqrt() * scale + o["epsilon"]))
                          for x, m, v in zip(values, means, squares)]  # fmt: skip
            else:
                values = [x - rate * g for x, g in zip(values, gradients)]
        for before, after in zip(state, (values, statistics, means, squares)):
            for x, y in zip(before, after):
                x.copy_(y)
        if self.adam:
            powers.copy_(torch.stack([power1, power2]))
        return torch.stack(losses)

    def _run_compiled(self, batches):
        if self.d.constant_rate is None:
            steps = torch.arange(self.step, self.step + len(batches)).clamp(max=len(self.rates) - 1)
            self.rate[: len(batches)] = self.rates[steps]
        state = (self.values, self.statistics, self.means, self.squares, self.powers)
        with torch.no_grad():
            return self.steps(state, self.rate, batches)

    def _run_eager(self, batch):
        rate = float(self.rates[min(self.step, len(self.rates) - 1)])
        total, (loss, _) = self._loss(self.values, self.statistics, batch)
        gradients = torch.autograd.grad(total, self.values)
        if self.adam:
            for x, g in zip(self.values, gradients):
                x.grad = g
            self.optimizer.param_groups[0]["lr"] = rate
            self.optimizer.step()
        else:
            with torch.no_grad():
                torch._foreach_add_(self.values, gradients, alpha=-rate)
        return loss.detach().view(1, -1)

    def run(self, epochs):
        batches = list(zip(self.inputs, zip(*self.targets)))
        for _ in range(epochs):
            self.last_losses = []
            for first in range(0, len(batches), self.unrolled):
                group = batches[first : first + self.unrolled]
                losses = self._run_compiled(group) if self.compiled else self._run_eager(group[0])
                self.last_losses.append(losses)
                self.step += len(group)

    def losses(self):
        """Of the last epoch, [step][seed]."""
        return torch.cat([x.view(-1, self.d.seeds) for x in self.last_losses]).double().tolist()
