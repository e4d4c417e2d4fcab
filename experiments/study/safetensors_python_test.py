"""RUN DATA OUTPUTS WEIGHTS ROWS THEIR_OUTPUTS: reads a run's weights, and writes those of a network that PyTorch trained."""

import csv
import json
import pathlib
import sys

import numpy
import safetensors
import safetensors.numpy
import torch

run, data, outputs, weights, rows_file, their_outputs = sys.argv[1:]
for part in "initial_weights", "final_weights":
    tensors = safetensors.numpy.load_file("%s/%s.safetensors" % (run, part))
    files = sorted(pathlib.Path(run, part).glob("net.*.npy"))
    assert ["net.%s.npy" % name for name in sorted(tensors)] == [file.name for file in files], files
    for file in files:
        assert numpy.array_equal(numpy.load(file), tensors[file.name[len("net.") : -len(".npy")]]), file


def network():
    return torch.nn.Sequential(torch.nn.Linear(13, 8), torch.nn.BatchNorm1d(8), torch.nn.ReLU(), torch.nn.Linear(8, 3))


net = network()
net.load_state_dict({name: torch.from_numpy(values) for name, values in tensors.items()}, strict=True)
net.eval()
with safetensors.safe_open("%s/final_weights.safetensors" % run, "np") as file:
    preprocessing = json.loads(file.metadata()["preprocessing"])
with open(data) as file:
    rows = numpy.array([[float(row[c]) for c in preprocessing["columns"]] for row in csv.DictReader(file)], numpy.float32)
scaled = (rows.astype(numpy.float64) - preprocessing["input_mean"]) / preprocessing["input_std"]
scaled = torch.from_numpy(scaled.astype(numpy.float32))
expected = numpy.load(outputs)
off = numpy.abs(net(scaled).detach().numpy() - expected).max() / numpy.abs(expected).max()
assert off < 1e-5, off

other = network()
optimizer = torch.optim.Adam(other.parameters(), 0.01)
for _ in range(20):
    optimizer.zero_grad()
    other(scaled).square().mean().backward()
    optimizer.step()
other.eval()
safetensors.numpy.save_file({name: values.numpy() for name, values in other.state_dict().items()}, weights)
numpy.save(rows_file, scaled.numpy())
numpy.save(their_outputs, other(scaled).detach().numpy())
