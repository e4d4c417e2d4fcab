"""What the specification answers to the kit's cases (README.md): one function per operation."""
import struct

import numpy as np

from specification import (arithmetic, augmentation, data, functions, layers, losses, network, optimizers,
                           random_numbers, training)
from specification.arithmetic import F32, F64, f32, f64

LISTED = 64  # longer permutations are hashed


class Respondent:
    """`digits`: MNIST. `soak`: whole runs and all floats, in place of first epochs and every 257th float."""

    def __init__(self, digits, soak=False):
        self.digits, self.soak = digits, soak


def floats(text, shape=(-1,)):
    return np.array([int(text[i:i + 8], 16) for i in range(0, len(text), 8)], np.uint32).view(F32).reshape(shape)


def doubles(text):
    return np.array([int(text[i:i + 16], 16) for i in range(0, len(text), 16)], np.uint64).view(F64)


def hex_of(values):
    """Bit patterns, every NaN the same."""
    values = np.asarray(values)
    if values.dtype == F64:
        canonical = np.where(np.isnan(values), np.float64(np.nan), values)
        return "".join(struct.pack(">d", v).hex() for v in canonical.reshape(-1))
    return np.frombuffer(arithmetic.bytes_of(f32(values)), "<u4").astype(">u4").tobytes().hex()


def hash_of(*arrays):
    return arithmetic.digest(*arrays)[:16]


def stream(case):
    return random_numbers.Stream(int(case["seed"], 16), case["purpose"], case["substream"])


def philox(case, respondent):
    (c0, c1, c2, c3), (k0, k1) = case["counter"], case["key"]
    return {"words": random_numbers.philox(k0 | k1 << 32, [c0 | c1 << 32], c2, c3).tolist()}


def uniform(case, respondent):
    return {"values": hex_of(stream(case).uniform(case["count"]))}


def below(case, respondent):
    s = stream(case)
    return {"values": [s.below(case["bound"]) for _ in range(case["count"])]}


def permutation(case, respondent):
    places = stream(case).permutation(case["count"]).astype(np.int32)
    if len(places) <= LISTED:
        return {"places": places.tolist()}
    return {"first": places[:LISTED].tolist(), "hash": hash_of(places)}


def dropout_mask(case, respondent):
    factors = random_numbers.dropout_factors(int(case["seed"], 16), case["rate"], case["count"], case["forward_passes"],
                                             case["layer"])
    return {"factors": hex_of(factors)}


def initial_weights(case, respondent):
    values = []
    for number, p in enumerate(case["parameters"]):
        start = {"zero": 0, "one": 1}.get(p["start"])
        values.append(hex_of(random_numbers.initial_weights(
            int(case["seed"], 16), number, p["shape"], p["fan_in"], p["fan_out"], case["initialization"],
            p["start"] == "bias", start)))
    return {"values": values}


def fma(case, respondent):
    return {"result": hex_of(arithmetic.fma(floats(case["a"]), floats(case["b"]), floats(case["c"])))}


def function(case, respondent):
    return {"y": hex_of(getattr(functions, case["function"])(floats(case["x"])))}


def function_hashes(case, respondent):
    def of(first, end, every):
        h, chunk = arithmetic.hashlib.sha256(), (1 << 15) * every
        for start in range(first, end, chunk):
            x = np.arange(start, min(end, start + chunk), every, dtype=np.uint64).astype(np.uint32).view(F32)
            h.update(arithmetic.bytes_of(getattr(functions, case["function"])(x)))
        return h.hexdigest()[:16]

    answer = {"every_257th": of(0, 1 << 32, 257)}
    if respondent.soak:
        answer["all_in_16_parts"] = [of(i << 28, (i + 1) << 28, 1) for i in range(16)]
    return answer


def trigonometry(case, respondent):
    x = doubles(case["x"])
    return {"sinpi": hex_of(functions.sinpi(x)), "cospi": hex_of(functions.cospi(x))}


def learning_rates(case, respondent):
    h = case["hyperparameters"]
    rates = [optimizers.learning_rate(h["learning_rate"], h["schedule"], h["warmup"], h["stages"], h["stage_factor"], i,
                                      case["steps"]) for i in case["at"]]
    return {"rates": hex_of(f64(rates))}


def disc_data(case, respondent):
    train, test = data.disc(int(case["seed"], 16), case["points"])
    return {"train_points": hex_of(train[0]), "train_targets": hex_of(train[1]), "test_points": hex_of(test[0]),
            "test_targets": hex_of(test[1]), "digest": arithmetic.digest(*train, *test)}


def pairs_data(case, respondent):
    train, test = data.pairs(respondent.digits, int(case["seed"], 16), case["pairs"], case["held_out_pairs"])
    return {"train_images": hash_of(train[0]), "train_classes": hash_of(train[1]), "test_images": hash_of(test[0]),
            "test_classes": hash_of(test[1]), "digest": respondent.digits.digest}


def warp(case, respondent):
    images = floats(case["rows"], (-1, case["size"], case["size"]))
    result = augmentation.warp(images, int(case["seed"], 16), case["epoch"], case["amounts"], images.min())
    return {"rows": hex_of(result)}


def move_points(case, respondent):
    move = {"rotations": augmentation.rotate, "flips": augmentation.flip}[case["symmetry"]]
    return {"rows": hex_of(move(floats(case["rows"], (-1, 2)), int(case["seed"], 16), case["epoch"], case["centre"]))}


# Others have the names of their options.
LAYERS = {
    "Linear": lambda o: layers.Linear(o["in"], o["out"], o["bias"]),
    "Conv2d": lambda o: layers.Conv2d(o["in"], o["out"], o["kernel"], o["bias"], o["padding"]),
    "MaxPool2d": lambda o: layers.MaxPool2d(o["kernel"], o["ceil_mode"]),
    "ReLU": lambda o: layers.ReLU(),
    "Tanh": lambda o: layers.Tanh(),
    "Flatten": lambda o: layers.Flatten(),
    "BatchNorm1d": lambda o: layers.BatchNorm(o["features"]),
    "BatchNorm2d": lambda o: layers.BatchNorm(o["features"]),
    "Comparison": lambda o: layers.Comparison(),
    "Dropout": lambda o: layers.Dropout(o["rate"]),
}


def layer_of(options):
    if options["kind"] in LAYERS:
        return LAYERS[options["kind"]](options)
    return getattr(layers, options["kind"])(**{name: value for name, value in options.items() if name != "kind"})


def layers_in_a_block(case, respondent):
    chain = [layer_of(options) for options in case["layers"]]
    block = network.Block("block", "input", "output", "all", chain, "input" if case.get("residual") else "")
    net = network.Network([block], [])
    for p, values in zip(net.parameters.values(), case["parameters"]):
        p.value, p.grad = floats(values, p.shape), np.zeros(p.shape, F32)
    for layer in net.dropouts:
        layer.seed, layer.forward_passes = int(case.get("seed", "0"), 16), case.get("forward_passes", 0)
    tensors, answer = {"input": floats(case["x"], [-1] + case["input_shape"])}, {"y": []}
    x = tensors["input"]
    for layer in chain:
        x = layer.forward(x, not case.get("evaluation", False))
        answer["y"].append(hex_of(x))
    if block.skip:
        answer["sum"] = hex_of(block.with_skip(x, tensors))
    if case.get("evaluation"):
        return answer
    dx = dy = floats(case["dy"], x.shape)
    for layer in reversed(chain):
        dx = layer.backward(dx)
    grads = {"input": np.zeros_like(tensors["input"])}
    block.add_gradients(dx, dy, grads)
    answer["dx"] = hex_of(grads["input"])
    for name, p in net.parameters.items():
        answer[("gradient of " if p.trained else "") + name] = hex_of(p.grad if p.trained else p.value)
    return answer


def loss(case, respondent):
    y, weight = floats(case["y"], (-1, case["features"])), case["weight"]
    least = case.get("least_probability", losses.LEAST_PROBABILITY)
    targets = floats(case["targets"], y.shape) if "targets" in case else np.array(case["classes"])
    value, gradient = {
        "mean squared error": lambda: losses.mean_squared_error(y, targets, weight),
        "cross-entropy": lambda: losses.cross_entropy(y, targets, weight, case.get("label_smoothing", 0.0),
                                                      case.get("class_weights")),
        "binary cross-entropy": lambda: losses.binary_cross_entropy(y, targets, weight, least),
        "all pairs": lambda: losses.all_pairs(y, targets, weight, least),
        "absolute": lambda: losses.absolute(y, targets, weight),
        "Huber": lambda: losses.huber(y, targets, weight, case["delta"]),
    }[case["loss"]]()
    return {"loss": hex_of(f64(0.0 + weight * value)), "gradient": hex_of(f32(0) + gradient)}


def optimizer(case, respondent):
    if case["optimizer"] == "sgd":
        rule = optimizers.Sgd(case["momentum"], case["nesterov"])
    else:
        rule = optimizers.Adam(case["beta1"], case["beta2"], case["epsilon"], case["weight_decay"])
    p = layers.Parameter("weight", None)
    p.value, answer = floats(case["values"]), {"values": []}
    for step in case["steps"]:
        p.grad = f32(0) + floats(step["gradient"])  # a chain from 0
        optimizers.clip([p], case.get("max_grad_norm", 0.0))
        rule.step([p], step["rate"])
        answer["values"].append(hex_of(p.value))
    return answer


def run(case, respondent):
    settings, seed = case["hyperparameters"], int(case["seed"], 16)
    t = training.Training(case["experiment"], case["variant"], settings, seed, respondent.digits)
    by_name = lambda arrays: {name: hash_of(values) for name, values in zip(t.network.parameters, arrays)}
    weights = lambda: by_name([p.value for p in t.network.parameters.values()])
    train, test = t.whole_train, t.task.test
    answer = {"dataset_digest": t.task.dataset_digest,
              "train_inputs": hash_of(train[0]), "train_targets": [hash_of(v) for v in train[1]],
              "test_inputs": hash_of(test[0]), "test_targets": [hash_of(v) for v in test[1]],
              "initial_weights": weights(), "drawn_in_epochs": [], "first_step": {}, "weights_after_step": {}, "epochs": []}
    first, epoch_losses = answer["first_step"], []

    def observe(kind, name, values):
        if kind == "inputs":
            first["inputs"] = hash_of(values)
        elif kind == "gradients":
            first["gradients"] = by_name(values)
        else:
            first.setdefault(kind, {})[name] = hash_of(values)

    def after_step(loss):
        if t.updates == 1:
            first["loss"] = hex_of(f64(loss))
        if t.updates in (1, 2, 10):
            answer["weights_after_step"][str(t.updates)] = weights()
        epoch_losses.append(loss)

    while t.goes_on():
        if t.epochs == 1 and not (respondent.soak or case["short"]):
            return answer
        answer["drawn_in_epochs"].append({"inputs": hash_of(t.task.inputs_of_epoch(seed, t.epochs)),
                                          "order": hash_of(t.order(t.epochs).astype(np.int32))})
        t.epoch(observe, after_step)
        if t.diverged_step is None:
            answer["epochs"].append({"losses": hash_of(f64(epoch_losses)), "weights": t.weights_digest()})
        epoch_losses.clear()
    t.take_best_weights()
    train_accuracy, test_accuracy = t.accuracies()
    end = {"diverged_step": t.diverged_step, "train_loss": hash_of(f64(t.train_loss)),
           "first_losses": hash_of(f64(t.first_losses))}
    if t.held_out:
        end.update(held_out_loss=hex_of(f64(t.held_out_loss)), best_epoch=t.best_epoch, stopped=t.stopped)
    if t.diverged_step is None:
        end.update(train_accuracy=train_accuracy, test_accuracy=test_accuracy)
    answer["end"] = dict(end, weights_digest=t.weights_digest())
    return answer


OPERATIONS = {
    "philox": philox, "uniform": uniform, "below": below, "permutation": permutation, "dropout_mask": dropout_mask,
    "initial_weights": initial_weights, "fma": fma, "function": function, "function_hashes": function_hashes,
    "trigonometry": trigonometry, "learning_rates": learning_rates, "disc_data": disc_data, "pairs_data": pairs_data,
    "warp": warp, "move_points": move_points, "layers": layers_in_a_block, "loss": loss, "optimizer": optimizer,
    "run": run,
}
