"""What the study program trains of a file is what the module trains of the same arrays, and one results folder serves both; the
programs read what the module saves."""

import csv
import json
import os
import pickle
import subprocess
import tempfile
import unittest

import numpy as np

import tenfold

STUDY, STORE = os.path.abspath("experiments/study/study"), os.path.abspath("experiments/store")
PREDICT, EXPORT_ONNX = (os.path.abspath(f"experiments/study/{name}") for name in ("predict", "export_onnx"))
DATA = os.path.abspath("experiments/study/data")


def read(name, target):
    with open(f"{DATA}/{name}.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    y = [row.pop(target) for row in rows]
    return np.array([list(map(float, row.values())) for row in rows]), y


def program(folder, *arguments):
    subprocess.run([STUDY, f"--results_dir={folder}", *arguments], check=True, capture_output=True)


def records_of(folder):
    found = {}
    for path, _, names in os.walk(folder + "/study"):
        for name in names:
            with open(f"{path}/{name}", encoding="utf-8") as file:
                record = json.load(file)
            found[record["run_id"]] = record
    return found


class SameBits(unittest.TestCase):
    def check(self, data, target, settings, **options):
        X, y = read(data, target)
        if target == "progression":
            y = np.array(y, float)
        networks = {"small": "Linear(8), ReLU()", "deep": "Linear(8), Tanh(), Dropout(0.2), Linear(8), LeakyReLU()"}
        with tempfile.TemporaryDirectory() as folder:
            program(folder, f"--data={DATA}/{data}.csv", f"--target={target}", "--seeds=0-2", "--set=" + settings,
                    *[f"--net={name}={layers}" for name, layers in networks.items()])  # fmt: skip
            records = records_of(folder)
            runs = tenfold.sweep(X, y, networks, seeds=range(3), **options)
            self.assertEqual({run.run_id for run in runs}, set(records))
            for run in runs:
                record = records[run.run_id]
                self.assertEqual(run.digest, record["weights_digest"])
                self.assertEqual(run.losses.tolist(), record["train_loss"])
                self.assertEqual(run.layers, record["network"])
                for name, value in run.metrics.items():
                    self.assertEqual(value, record[name] if name in record else record["metrics"][name])
            # The folder is gone on with: nothing is trained again, more seeds are added, and its check is content.
            there = {run_id: json.dumps(record) for run_id, record in records.items()}
            more = tenfold.sweep(X, y, networks, seeds=range(4), results_dir=folder, **options)
            self.assertEqual(more["deep", 2].digest, runs["deep", 2].digest)
            records = records_of(folder)
            self.assertEqual(len(records), 8)
            for run_id, text in there.items():
                self.assertEqual(json.dumps(records[run_id]), text)
            subprocess.run([STORE, "check", folder], check=True, capture_output=True)
            before = records_of(folder)
            program(folder, f"--data={DATA}/{data}.csv", f"--target={target}", "--seeds=0-3", "--set=" + settings,
                    *[f"--net={name}={layers}" for name, layers in networks.items()])  # fmt: skip
            self.assertEqual(records_of(folder), before)

    def test_classes(self):
        self.check("iris", "species", "epochs=5", epochs=5)

    def test_numbers(self):
        self.check(
            "diabetes",
            "progression",
            "epochs=3,folds=5,optimizer=adamw,learning_rate=0.001,weight_decay=0.1,schedule=cosine",
            epochs=3,
            folds=5,
            schedule="cosine",
            optimizer=tenfold.AdamW(1e-3, weight_decay=0.1),
        )

    def predicted(self, run, X):
        """The CSV of what the program answers to X with the weights that a run saves."""
        with tempfile.TemporaryDirectory() as folder:
            weights, copy, rows, answers, model = (
                f"{folder}/{name}" for name in ("w.safetensors", "copy.safetensors", "X.npy", "answers.csv", "w.onnx")
            )
            run.save(weights)
            pickle.loads(pickle.dumps(run)).save(copy)
            with open(weights, "rb") as one, open(copy, "rb") as other:
                self.assertEqual(one.read(), other.read())
            np.save(rows, X)
            subprocess.run([PREDICT, "--weights=" + weights, "--data=" + rows, "--output=" + answers], check=True)
            subprocess.run([EXPORT_ONNX, "--weights=" + weights, "--output=" + model], check=True)
            with open(answers, newline="", encoding="utf-8") as file:
                return list(csv.DictReader(file))

    def test_programs_read_weights_that_are_saved(self):
        X, y = read("wine", "cultivar")
        layers = "Linear(8), BatchNorm1d(), ReLU()"
        for labels in (np.array(y), np.array(y, int), np.array(y, float), np.char.add("red", y)):
            run = tenfold.sweep(X, labels, {"n": layers}, seeds=[0], epochs=5)["n", 0]
            model = tenfold.Classifier(layers, epochs=5).fit(X, labels)
            for run, labels_of_rows in ((run, run.predict(X)), (model.run_, model.predict(X))):
                answers = self.predicted(run, X)
                outputs = [[np.float32(row[f"output{i}"]) for i in range(3)] for row in answers]
                np.testing.assert_array_equal(outputs, run.forward(X))
                (target,) = set(answers[0]) - {"row", "output0", "output1", "output2"}
                self.assertEqual([labels.dtype.type(row[target]) for row in answers], labels_of_rows.tolist())

    def test_programs_predict_numbers_in_their_own_units(self):
        X, y = read("diabetes", "progression")
        run = tenfold.sweep(X, np.array(y, float), {"n": "Linear(8), Tanh()"}, seeds=[0], epochs=5)["n", 0]
        answers = self.predicted(run, X)
        (target,) = set(answers[0]) - {"row", "output0"}
        np.testing.assert_allclose([float(row[target]) for row in answers], run.predict(X), rtol=1e-6)


if __name__ == "__main__":
    unittest.main()
