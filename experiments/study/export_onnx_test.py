"""MODEL WEIGHTS DATA OUTPUTS: whether onnxruntime gives the outputs, from the data as the file of weights standardises it."""

import csv
import json
import struct
import sys

import numpy
import onnxruntime

model, weights, data, outputs = sys.argv[1:]
with open(weights, "rb") as file:
    metadata = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))["__metadata__"]
preprocessing = json.loads(metadata["preprocessing"])
if data.endswith(".csv"):
    with open(data) as file:
        rows = [[float(row[c]) for c in preprocessing["columns"]] for row in csv.DictReader(file)]
    rows = numpy.array(rows, numpy.float32)
else:
    with open(data, "rb") as file:
        count, *shape = struct.unpack(">3I", file.read(16)[4:])
        rows = numpy.frombuffer(file.read(), numpy.uint8).astype(numpy.float32)
flat = rows.reshape(-1, len(preprocessing["input_mean"])).astype(numpy.float64)
scaled = ((flat - preprocessing["input_mean"]) / preprocessing["input_std"]).astype(numpy.float32)
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
found = session.run(["output"], {"input": scaled.reshape(-1, *preprocessing["shape"])})[0]
expected = numpy.load(outputs)
assert found.shape == expected.shape, (found.shape, expected.shape)
scale = max(numpy.abs(expected).max(), 1.0)
off = numpy.abs(found - expected).max() / scale
print("%s: off by %.1e" % (metadata["network"], off))
assert off < 1e-5, off
assert numpy.abs(expected).max() > 0.01
