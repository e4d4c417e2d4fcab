"""What the study program trains of a file is what the module trains of the same arrays, and one results folder serves both."""

import csv
import json
import os
import subprocess
import tempfile
import unittest

import numpy as np

import tenfold

STUDY, STORE = os.path.abspath("experiments/study/study"), os.path.abspath("experiments/store")
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


if __name__ == "__main__":
    unittest.main()
