#!/usr/bin/python3 -B
"""EVALUATOR: exported models of all layers give our outputs, within rounding.

numpy: the operators are evaluated here, as ONNX describes them. onnxruntime: it is installed for the test.
"""
import csv
import json
import os
import re
import struct
import subprocess
import sys

import numpy as np

FOLDER = os.path.join(os.environ["TEST_SRCDIR"], os.environ["TEST_WORKSPACE"], "experiments/study")
DATA = FOLDER + "/data/"
RUNTIME = "onnxruntime==1.20.1"

ROWS = [
    "Linear(8), ReLU()",
    "Linear(8, bias=false), BatchNorm1d(epsilon=1e-3), Tanh(), Dropout(0.3)",
    "Linear(8), LayerNorm(epsilon=1e-3), LeakyReLU(negative_slope=0.2)",
    "Linear(8), ELU(alpha=0.5)",
    "Linear(6), Comparison(3)",
    "Linear(8), Residual(Linear(8), ReLU()), Residual(Tanh(), Linear(8)), Tanh()",
    "",
]
NUMBERS = ["Linear(8), Tanh()"]
IMAGES = [
    "Conv2d(4, kernel_size=3), ReLU(), MaxPool2d(2)",
    "Conv2d(4, kernel_size=3, padding=1), BatchNorm2d(), Tanh(), MaxPool2d(3, ceil_mode), Flatten()",
    "Conv2d(6, kernel_size=3, bias=false), ReLU(), AvgPool2d(4)",
    "Conv2d(6, kernel_size=3), ReLU(), AvgPool2d()",
]


def program(name, *arguments, code=0):
    """What it says on stderr."""
    ended = subprocess.run([f"{FOLDER}/{name}", *arguments], capture_output=True, text=True, check=False)
    assert ended.returncode == code, (name, arguments, ended)
    return ended.stderr


def windows(images, size, step):
    """[N, C, H, W] to [N, C, rows, columns, size, size]; those that are not complete are dropped."""
    return np.lib.stride_tricks.sliding_window_view(images, (size, size), (2, 3))[:, :, ::step, ::step]


def conv(images, weight, bias=0.0, *, kernel_shape, pads):
    top, left, bottom, right = pads
    padded = np.pad(images, ((0, 0), (0, 0), (top, bottom), (left, right)))
    return np.einsum("nchwyx,ocyx->nohw", windows(padded, kernel_shape[0], 1), weight) + np.reshape(bias, (-1, 1, 1))


def max_pool(images, *, kernel_shape, strides, ceil_mode):
    size = kernel_shape[0]
    more = [(0, -length % size if ceil_mode else 0) for length in images.shape[2:]]
    return windows(np.pad(images, [(0, 0), (0, 0), *more], constant_values=-np.inf), size, strides[0]).max((4, 5))


def batch_norm(values, weight, bias, mean, variance, *, epsilon):
    of_channel = lambda numbers: np.reshape(numbers, (-1,) + (1,) * (values.ndim - 2))
    return (values - of_channel(mean)) / np.sqrt(of_channel(variance) + epsilon) * of_channel(weight) + of_channel(bias)


def layer_norm(rows, weight, bias, *, axis, epsilon):
    centred = rows - rows.mean(axis, keepdims=True)
    return centred / np.sqrt(np.square(centred).mean(axis, keepdims=True) + epsilon) * weight + bias


def softmax(rows, *, axis):
    powers = np.exp(rows - rows.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def cum_sum(values, axis, *, reverse):
    assert reverse == 1
    return np.flip(np.cumsum(np.flip(values, axis), axis), axis)


OPERATORS = {
    "Add": np.add,
    "AveragePool": lambda x, *, kernel_shape, strides: windows(x, kernel_shape[0], strides[0]).mean((4, 5)),
    "BatchNormalization": batch_norm,
    "Conv": conv,
    "CumSum": cum_sum,
    "Elu": lambda x, *, alpha: np.where(x < 0, alpha * np.expm1(x), x),
    "Flatten": lambda x, *, axis: x.reshape(int(np.prod(x.shape[:axis])), -1),
    "Gemm": lambda x, weight, bias=0.0, *, transB: x @ (weight.T if transB else weight) + bias,
    "GlobalAveragePool": lambda x: x.mean((2, 3), keepdims=True),
    "Identity": lambda x: x,
    "LayerNormalization": layer_norm,
    "LeakyRelu": lambda x, *, alpha: np.where(x < 0, alpha * x, x),
    "MaxPool": max_pool,
    "Mul": np.multiply,
    "ReduceSum": lambda x, axes: x.sum(tuple(axes), keepdims=True),
    "Relu": lambda x: np.maximum(x, 0),
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "Softmax": softmax,
    "Softplus": lambda x: np.log1p(np.exp(x)),
    "Split": lambda x, *, axis: np.split(x, 2, axis),
    "Tanh": np.tanh,
}


def evaluate_with_numpy(path, rows):
    import onnx  # Debian's
    from onnx import checker, helper, numpy_helper

    model = onnx.load(path)
    checker.check_model(model, full_check=True)
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    values["input"] = rows.astype(np.float64)
    for node in model.graph.node:
        options = {option.name: helper.get_attribute_value(option) for option in node.attribute}
        assert node.op_type in OPERATORS, f"{node.op_type} is not among OPERATORS of export_onnx_test.py"
        outputs = OPERATORS[node.op_type](*[values[name] for name in node.input], **options)
        values.update(zip(node.output, outputs if len(node.output) > 1 else [outputs]))
    answers = values["output"]
    said = [size.dim_value for size in model.graph.output[0].type.tensor_type.shape.dim]
    assert said == [0, *answers.shape[1:]], said
    return answers


def evaluate_with_onnxruntime(path, rows):
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run(["output"], {"input": rows})[0]


def inputs(path, preprocessing):
    """What the network is given of a file of data."""
    if path.endswith(".csv"):
        with open(path) as file:
            rows = [[float(row[column]) for column in preprocessing["columns"]] for row in csv.DictReader(file)]
        rows = np.array(rows, np.float32)
    else:
        with open(path, "rb") as file:
            count = struct.unpack(">4I", file.read(16))[1]
            rows = np.frombuffer(file.read(), np.uint8).reshape(count, -1)
    scaled = (rows.astype(np.float64) - preprocessing["input_mean"]) / preprocessing["input_std"]
    return scaled.astype(np.float32).reshape(-1, *preprocessing["shape"])


def compare(name, net, evaluate, data, target):
    """Trains, exports, predicts and compares."""
    program("study", f"--data={data}", f"--target={target}", f"--net=n={net}", "--seeds=0", "--epochs=2",
            "--save_weights", f"--results_dir={name}")
    (weights,) = [os.path.join(folder, file) for folder, _, files in os.walk(name) for file in files
                  if file == "final_weights.safetensors"]
    program("predict", f"--weights={weights}", f"--data={data}", f"--output={name}.npy")
    program("export_onnx", f"--weights={weights}", f"--output={name}.onnx")
    with open(weights, "rb") as file:
        metadata = json.loads(file.read(*struct.unpack("<Q", file.read(8))))["__metadata__"]
    expected = np.load(f"{name}.npy")
    found = evaluate(f"{name}.onnx", inputs(data, json.loads(metadata["preprocessing"])))
    assert found.shape == expected.shape and np.abs(expected).max() > 0.01, (found.shape, expected.shape)
    off = np.abs(found - expected).max() / np.abs(expected).max()
    print(f"{metadata['network']}: off by {off:.1e}")
    assert off < 1e-6, off
    return metadata["network"]


def install_runtime_and_begin_again():
    """In an environment that has it beside Debian's NumPy."""
    python = os.path.abspath("python/bin/python")
    subprocess.run(["/usr/bin/python3", "-m", "venv", "--system-site-packages", "python"], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", RUNTIME], check=True)
    os.execv(python, [python, "-B", os.path.join(FOLDER, "export_onnx_test.py"), sys.argv[1]])


def main():
    evaluator = sys.argv[1]
    if sys.prefix == sys.base_prefix:
        os.chdir(os.environ["TEST_TMPDIR"])
        if evaluator == "onnxruntime":
            install_runtime_and_begin_again()
    evaluate = {"numpy": evaluate_with_numpy, "onnxruntime": evaluate_with_onnxruntime}[evaluator]
    images = DATA + "digits-images-idx3-ubyte", DATA + "digits-labels-idx1-ubyte"
    cases = [(net, DATA + "wine.csv", "cultivar") for net in ROWS]
    cases += [(net, DATA + "diabetes.csv", "progression") for net in NUMBERS] + [(net, *images) for net in IMAGES]
    # A layer that is in none of them is tried behind a linear one, as activations are.
    said = program("study", f"--data={DATA}wine.csv", "--target=cultivar", "--net=n=None()", code=1)
    layers = re.search(r"there are ([\w, ]+)", said)[1].split(", ")
    assert len(layers) >= 18, layers
    others = [layer for layer in layers if not any(re.search(rf"\b{layer}\(", net) for net, *_ in cases)]
    cases += [(f"Linear(8), {layer}(), Linear(8), {layer}()", DATA + "wine.csv", "cultivar") for layer in others]
    networks = [compare(str(number), net, evaluate, data, target) for number, (net, data, target) in enumerate(cases)]
    print(f"{len(networks)} models of {len(layers)} kinds of layers")


if __name__ == "__main__":
    main()
