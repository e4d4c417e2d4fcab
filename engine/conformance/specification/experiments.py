"""NUMERICS.md, "Which network": the networks and the data of the two experiments."""
import numpy as np

from . import arithmetic, augmentation, data, layers, losses
from .arithmetic import f32
from .network import Block, Loss, Network


class Disc:
    def __init__(self, settings, variant, seed, digits=None):
        n, width = settings["points"], settings["width"]
        sizes = [2] + [width] * int(variant[len("depth-"):])
        chain = [layer for a, b in zip(sizes, sizes[1:]) for layer in (layers.Linear(a, b), layers.ReLU())]
        chain += [layers.Linear(width, 1), layers.Tanh()]
        self.network = Network([Block("net", "input", "output", "all", chain)],
                               [Loss("output", losses.mean_squared_error, 1.0)])
        train, test = data.disc(seed, n)
        self.dataset_digest = arithmetic.digest(*train, *test)
        self.threshold = 0.0
        if settings.get("labels", "plus-minus-one") == "zero-one":
            self.threshold = 0.5
            train, test = ((points, np.maximum(targets, f32(0))) for points, targets in (train, test))
        in_place = data.centred if settings["centred"] else lambda points: points
        self.train, self.test = ((in_place(points), [targets]) for points, targets in (train, test))
        self.examples, self.symmetry, self.centre = n, settings["symmetry"], 0.0 if settings["centred"] else 0.5

    def inputs_of_epoch(self, seed, epoch):
        move = {"none": None, "rotations": augmentation.rotate, "flips": augmentation.flip}[self.symmetry]
        return move(self.train[0], seed, epoch, self.centre) if move else self.train[0]

    def answer(self, tensors):
        return tensors["output"]

    def right(self, answer, targets):
        return ((answer > self.threshold) == (targets[0] > self.threshold)).all(axis=1)


class Pairs:
    def __init__(self, settings, variant, seed, digits):
        self.settings = s = settings
        shared, auxiliary = "shared" in variant, variant.endswith("aux")
        self.structured = s["head"] == "structured"
        all_pairs = s["all_pairs"] and self.structured and auxiliary
        trunk = self._cnn if variant.startswith("cnn") else self._mlp
        smoothing, blocks, terms, self.answers, target_kinds = s["label_smoothing"], [], [], [], []
        for member in range(s["members"]):
            suffix = f"_{member + 1}" if member else ""
            logits, comparison = "class_logits" + suffix, "comparison" + suffix
            if shared:
                blocks.append(Block("trunk" + suffix, "input", logits, "all", trunk()))
            else:
                blocks.append(Block("first_trunk" + suffix, "input", logits, "even", trunk()))
                blocks.append(Block("second_trunk" + suffix, "input", logits, "odd", trunk()))
            blocks.append(Block("head" + suffix, logits, comparison, "adjacent pairs", self._head()))
            self.answers.append(comparison)
            of_comparison = losses.binary_cross_entropy if self.structured else losses.cross_entropy
            terms.append(Loss(comparison, of_comparison, 0.0 if all_pairs else 1.0))
            target_kinds.append("comparison")
            if all_pairs:
                terms.append(Loss(logits, losses.all_pairs, 1.0))
                target_kinds.append("classes")
            if auxiliary:
                terms.append(Loss(logits, lambda z, t, w: losses.cross_entropy(z, t, w, smoothing),
                                  2 * s["auxiliary_loss_weight"]))
                target_kinds.append("classes")
        self.network, self.examples = Network(blocks, terms), s["pairs"]

        def with_targets(images, classes):
            at_most = (classes[0::2] <= classes[1::2]).astype(np.int32)
            comparison = f32(at_most)[:, None] if self.structured else at_most
            return images, [comparison if kind == "comparison" else classes for kind in target_kinds]

        train, test = data.pairs(digits, seed, s["pairs"], s["held_out_pairs"])
        self.train, self.test, self.dataset_digest = with_targets(*train), with_targets(*test), digits.digest
        strength = s["warp_strength"]
        self.warp = [strength * s["warp_" + name] for name in ("rotation", "scale", "shear", "shift", "elastic")]
        self.warp[1] = min(0.9, self.warp[1])

    def _linears(self, sizes, norm):
        """Linear layers, behind all but the last batch norm, if wanted, and ReLU."""
        chain = []
        for a, b in zip(sizes, sizes[1:-1]):
            chain += [layers.Linear(a, b, bias=not norm)] + ([layers.BatchNorm(b)] if norm else []) + [layers.ReLU()]
        return chain + [layers.Linear(sizes[-2], sizes[-1])]

    def _mlp(self):
        s = self.settings
        return [layers.Flatten()] + self._linears([196] + sizes(s["mlp_hidden"]) + [10], s["batch_norm"])

    def _cnn(self):
        s = self.settings
        norm, padded = s["batch_norm"], s["cnn_padded"]
        channels, size, chain = [1] + sizes(s["cnn_channels"]), 14, []
        after = s["cnn_pool_after"]
        for i, (a, b) in enumerate(zip(channels, channels[1:]), 1):
            chain.append(layers.Conv2d(a, b, 3, bias=not norm, padding=1 if padded else 0))
            size -= 0 if padded else 2
            chain += [layers.BatchNorm(b)] if norm else []
            pool = []
            if after == "all" or i in sizes(after):
                pool = [layers.MaxPool2d(2, ceil_mode=padded)]
                size = (size + 1) // 2 if padded else size // 2
            chain += [layers.ReLU()] + pool if s["cnn_relu_before_pool"] else pool + [layers.ReLU()]
        features = channels[-1] * size * size
        return chain + [layers.Flatten()] + self._linears([features] + sizes(s["cnn_hidden"]) + [10], norm)

    def _head(self):
        if self.structured:
            return [layers.Comparison()]
        return self._linears([20] + sizes(self.settings["head_hidden"]) + [2], norm=False)

    def inputs_of_epoch(self, seed, epoch):
        images = self.train[0]
        if not any(self.warp):
            return images
        return augmentation.warp(images[:, 0], seed, epoch, self.warp, images.min())[:, None]

    def answer(self, tensors):
        answer = tensors[self.answers[0]]
        if len(self.answers) > 1:
            for name in self.answers[1:]:
                answer = answer + tensors[name]
            answer = answer / f32(len(self.answers))
        return answer

    def right(self, answer, targets):
        if self.structured:
            return ((answer > f32(0.5)) == (targets[0] > f32(0.5))).all(axis=1)
        return np.where(answer[:, 1] > answer[:, 0], 1, 0) == targets[0]


def sizes(text):
    return [] if text == "none" else [int(n) for n in text.split("-")]


EXPERIMENTS = {"disc": Disc, "pairs": Pairs}
