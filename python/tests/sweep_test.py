"""Sweeps and what they return."""

import csv
import json
import os
import pickle
import resource
import tempfile
import unittest

import numpy as np

import tenfold

DATA = "experiments/study/data/"


def read(name, target):
    with open(DATA + name, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    y = [row.pop(target) for row in rows]
    return np.array([list(map(float, row.values())) for row in rows]), np.array(y)


IRIS = read("iris.csv", "species")
WINE = read("wine.csv", "cultivar")
DIABETES = read("diabetes.csv", "progression")


class Sweep(unittest.TestCase):
    def test_one_call_trains_all(self):
        X, y = WINE
        runs = tenfold.sweep(X, y, {"small": "Linear(16), ReLU()", "linear": ""}, seeds=[5, 0, 1, 2, 3], epochs=20)
        self.assertEqual(len(runs), 10)
        self.assertEqual(runs.seeds, [0, 1, 2, 3, 5])
        self.assertEqual(runs.networks["small"], "Linear(13, 16), ReLU(), Linear(16, 3)")
        table = runs.table()
        self.assertEqual([line["network"] for line in table], ["small", "linear"])
        values = [run.metrics["test_accuracy"] for run in runs["small"]]
        self.assertEqual(table[0]["n"], 5)
        self.assertAlmostEqual(table[0]["mean"], np.mean(values))
        self.assertAlmostEqual(table[0]["std"], np.std(values, ddof=1))
        self.assertLess(table[0]["low"], table[0]["mean"])
        self.assertGreater(table[0]["mean"], 0.9)
        self.assertIn("small", str(table))
        self.assertIn("<td>small</td>", table._repr_html_())
        of_one_seed = tenfold.sweep(X, y, {"a": "", "b": "Tanh()"}, seeds=[0], epochs=1).difference("a", "b")
        self.assertEqual((of_one_seed["n"], of_one_seed["mean"]), (1, of_one_seed["mean"]))
        self.assertTrue(np.isnan([of_one_seed[name] for name in ("low", "high", "p")]).all(), of_one_seed)
        difference = runs.difference("linear", "small")
        self.assertAlmostEqual(difference["mean"], table[0]["mean"] - table[1]["mean"])
        run = runs["small", 3]
        self.assertEqual((run.network, run.seed, run.losses.shape), ("small", 3, (20,)))
        self.assertLess(run.losses[-1], run.losses[0])
        self.assertEqual({name: w.shape for name, w in run.weights.items()},
                         {"0.weight": (16, 13), "0.bias": (16,), "2.weight": (3, 16), "2.bias": (3,)})  # fmt: skip
        rows = run.rows
        self.assertEqual(sorted([*rows["train"], *rows["test"]]), list(range(len(X))))
        right = run.predict(X[rows["test"]]) == y[rows["test"]]
        self.assertEqual(right.mean(), run.metrics["test_accuracy"])
        np.testing.assert_allclose(run.predict_proba(X).sum(axis=1), 1)
        with self.assertRaises(KeyError):
            runs["small", 4]
        with self.assertRaises(KeyError):
            runs["large", 3]
        with self.assertRaisesRegex(KeyError, "no metric is named 'accuracy'; there are train_accuracy, test_accuracy"):
            runs.table("accuracy")

    def test_the_same_call_gives_the_same_bits(self):
        def digests(**options):
            return [run.digest for run in tenfold.sweep(*IRIS, {"n": "Linear(8), Tanh()"}, epochs=3, **options)]

        first = digests(jobs=1)
        np.random.seed(7)
        self.assertEqual(first, digests(jobs=3))
        self.assertEqual(first, digests(engine="reference"))
        self.assertEqual(len(set(first)), 10)
        X, y = IRIS
        as_fortran = tenfold.sweep(np.asfortranarray(X), list(y), {"n": "Linear(8), Tanh()"}, epochs=3)
        self.assertEqual(first, [run.digest for run in as_fortran])

    def test_weights_are_looked_at_and_not_copied(self):
        run = tenfold.sweep(*IRIS, {"n": ""}, seeds=[0], epochs=1)["n", 0]
        weights, losses = run.weights["0.weight"], run.losses
        self.assertFalse(weights.flags.owndata or losses.flags.owndata)
        with self.assertRaises(ValueError):
            weights[0] = 0
        before = weights.copy()
        del run
        np.testing.assert_array_equal(before, weights)

    def test_numbers_are_predicted_in_their_own_units(self):
        X, y = DIABETES
        runs = tenfold.sweep(X, y.astype(float), {"n": "Linear(8), ReLU()"}, seeds=range(3), keep_outputs=True)
        run = runs["n", 1]
        test = run.rows["test"]
        error = run.predict(X[test]) - y[test].astype(float)
        self.assertAlmostEqual(np.sqrt((error**2).mean()), run.metrics["test_rmse"], delta=1e-3)
        self.assertEqual(runs.metric, "test_rmse")
        self.assertIsNone(run.classes)
        self.assertEqual(run.predict(X).shape, (len(X),))
        np.testing.assert_array_equal(run.outputs, run.forward(X))
        two = tenfold.sweep(X, np.stack([y, y], axis=1).astype(float), {"n": ""}, seeds=[0])["n", 0]
        self.assertEqual(two.predict(X).shape, (len(X), 2))

    def test_labels_are_those_of_y(self):
        X, _ = IRIS
        places = np.arange(150) // 50
        texts = np.array(["c", "b", "a"])[places]
        for labels in (texts, texts.astype(object), places, places + 1, places.astype(float), places > 0):
            run = tenfold.sweep(X, labels, {"n": "Linear(8), ReLU()"}, seeds=[0], task="classification")["n", 0]
            predicted = run.predict(X)
            self.assertEqual(set(predicted.tolist()), set(labels.tolist()))
            self.assertGreater((predicted == labels).mean(), 0.9)
        run = tenfold.sweep(X, texts == "a", {"n": ""}, seeds=[0], task="binary")["n", 0]
        self.assertGreater((run.predict(X) == (texts == "a")).mean(), 0.6)

    def test_images(self):
        images = np.random.default_rng(0).normal(size=(60, 8, 8))
        y = np.arange(60) % 3
        layers = {"cnn": "Conv2d(4, kernel_size=3), ReLU(), MaxPool2d(2)"}
        one = tenfold.sweep(images, y, layers, seeds=[0], epochs=2)["cnn", 0]
        same = tenfold.sweep(images[:, None], y, layers, seeds=[0], epochs=2)["cnn", 0]
        self.assertEqual(one.digest, same.digest)
        self.assertEqual(one.forward(images).shape, (60, 3))

    def test_subsets_and_outputs(self):
        X, y = IRIS
        masks = np.random.default_rng(0).random((6, 150)) < 0.5
        runs = tenfold.sweep(X, y, {"n": "Linear(8), ReLU()"}, seeds=range(6), subsets=masks, keep_outputs=True, epochs=5)
        for seed, mask in enumerate(masks):
            run = runs["n", seed]
            np.testing.assert_array_equal(run.rows["train"], np.flatnonzero(mask))
            np.testing.assert_array_equal(run.rows["test"], np.flatnonzero(~mask))
            self.assertEqual(run.outputs.shape, (150, 3))
            np.testing.assert_array_equal(run.outputs, run.forward(X))
            right = runs._labels[run.outputs.argmax(axis=1)] == y
            self.assertEqual(right[~mask].mean(), run.metrics["test_accuracy"])
        # The order in which seeds and their masks are given does not matter; the masks do.
        turned = tenfold.sweep(X, y, {"n": "Linear(8), ReLU()"}, seeds=range(5, -1, -1), subsets=masks[::-1], epochs=5)
        self.assertEqual([run.digest for run in turned], [run.digest for run in runs])
        other = tenfold.sweep(X, y, {"n": "Linear(8), ReLU()"}, seeds=range(6), subsets=~masks, epochs=5)
        self.assertFalse({run.digest for run in other} & {run.digest for run in runs})

    def test_rows_of_their_own_to_test_on(self):
        X, y = IRIS
        masks = np.ones((2, 100), bool)
        masks[1, :50] = False
        runs = tenfold.sweep(X[:100], y[:100], {"n": ""}, seeds=range(2), test=(X[100:], y[100:]), subsets=masks,
                             keep_outputs=True)  # fmt: skip
        run = runs["n", 1]
        self.assertEqual([len(run.rows[name]) for name in ("train", "test", "left_out")], [50, 50, 50])
        np.testing.assert_array_equal(run.test_outputs, run.forward(X[100:]))
        np.testing.assert_array_equal(run.outputs, run.forward(X[:100]))
        self.assertEqual(set(runs._labels), set(y))

    def test_a_run_that_diverges(self):
        runs = tenfold.sweep(*IRIS, {"n": "Linear(8), ReLU()"}, seeds=range(2), optimizer=tenfold.SGD(1e6), keep_outputs=True)
        self.assertEqual(runs.table()[0]["n"], 0)
        self.assertEqual(runs.table()[0]["diverged"], 2)
        self.assertGreaterEqual(runs["n", 0].diverged_step, 1)
        self.assertIsNone(runs["n", 0].outputs)
        self.assertIn("diverged", repr(runs["n", 0]))
        self.assertIn("-", str(runs.table()))

    def test_optimizers(self):
        def of(optimizer, **settings):
            return tenfold.sweep(*IRIS, {"n": ""}, seeds=[0], epochs=2, optimizer=optimizer, **settings)["n", 0]

        self.assertEqual(of(None).digest, of(tenfold.Adam()).digest)
        all_optimizers = [tenfold.SGD(0.1), tenfold.SGD(0.1, momentum=0.9), tenfold.SGD(0.1, momentum=0.9, nesterov=True),
                          tenfold.Adam(0.1), tenfold.Adam(0.1, beta1=0.5), tenfold.AdamW(0.1, weight_decay=0.1)]  # fmt: skip
        self.assertEqual(len({of(optimizer).digest for optimizer in all_optimizers}), 6)
        self.assertIn("optimizer=sgd,learning_rate=0.1,momentum=0.9", of(all_optimizers[1]).run_id)
        self.assertEqual(repr(all_optimizers[1]), "SGD(0.1, momentum=0.9)")

    def test_a_results_folder_is_gone_on_with(self):
        with tempfile.TemporaryDirectory() as folder:

            def sweep(**options):
                return tenfold.sweep(*IRIS, {"n": "Linear(4), ReLU()"}, epochs=3, results_dir=folder, **options)

            first = sweep(seeds=range(3))
            records = {path: os.stat(path).st_mtime_ns for path in files_below(folder)}
            self.assertEqual(len([path for path in records if path.endswith(".json")]), 3)
            more = sweep(seeds=range(5), keep_outputs=False)
            for path, time in records.items():
                self.assertEqual(os.stat(path).st_mtime_ns, time, path)
            for run in first:
                again = more["n", run.seed]
                self.assertEqual(again.digest, run.digest)
                np.testing.assert_array_equal(again.losses, run.losses)
                np.testing.assert_array_equal(again.weights["0.weight"], run.weights["0.weight"])
                np.testing.assert_array_equal(again.predict(IRIS[0]), run.predict(IRIS[0]))
                self.assertEqual(again.metrics, run.metrics)
            memory = tenfold.sweep(*IRIS, {"n": "Linear(4), ReLU()"}, epochs=3, seeds=range(5))
            self.assertEqual([run.digest for run in memory], [run.digest for run in more])

    def test_what_is_wrong_with_a_results_folder_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            options = {"seeds": [0], "epochs": 1, "results_dir": folder}
            run = tenfold.sweep(*IRIS, {"n": ""}, **options)["n", 0]
            path = f"{folder}/{run.run_id}.json"
            with open(path, "r+b") as file:
                file.truncate(100)
            with self.assertWarnsRegex(UserWarning, "corrupt: .*seed-00.json"):
                again = tenfold.sweep(*IRIS, {"n": ""}, **options)["n", 0]
            self.assertEqual(again.digest, run.digest)
            with self.assertRaisesRegex(ValueError, "--net=n is another network there"):
                tenfold.sweep(*IRIS, {"n": "Tanh()"}, **options)

    def test_weights_as_a_file(self):
        run = tenfold.sweep(*IRIS, {"n": "Linear(5), ReLU()"}, seeds=[0], epochs=1)["n", 0]
        with tempfile.TemporaryDirectory() as folder:
            run.save(folder + "/w.safetensors")
            self.assertEqual(os.listdir(folder), ["w.safetensors"])
            with open(folder + "/w.safetensors", "rb") as file:
                header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
                data = file.read()
            with self.assertRaisesRegex(FileNotFoundError, "none/w.safetensors"):
                run.save(folder + "/none/w.safetensors")
        self.assertEqual(header.pop("__metadata__")["weights_digest"], run.digest)
        self.assertEqual(list(header), sorted(run.weights))
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            values = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
            np.testing.assert_array_equal(values, run.weights[name])

    def test_a_run_can_be_pickled(self):
        X, _ = IRIS
        for keep_outputs in (False, True):
            run = tenfold.sweep(*IRIS, {"n": "Linear(5), ReLU()"}, seeds=[3], epochs=2, keep_outputs=keep_outputs)["n", 3]
            copy = pickle.loads(pickle.dumps(run))
            self.assertEqual((copy.digest, copy.metrics, copy.layers), (run.digest, run.metrics, run.layers))
            np.testing.assert_array_equal(copy.predict(X), run.predict(X))
            np.testing.assert_array_equal(copy.rows["test"], run.rows["test"])
            np.testing.assert_array_equal(copy.losses, run.losses)
            np.testing.assert_array_equal(copy.weights["0.bias"], run.weights["0.bias"])
            if keep_outputs:
                np.testing.assert_array_equal(copy.outputs, run.outputs)

    def test_the_arguments_of_the_stub_are_the_settings(self):
        with open(os.path.dirname(tenfold.__file__) + "/__init__.pyi", encoding="utf-8") as file:
            stub = file.read().partition("def sweep(")[2].partition(") ->")[0]
        for name in tenfold.settings():
            if name in ("optimizer", "learning_rate", "momentum", "nesterov", "beta1", "beta2", "epsilon", "weight_decay"):
                continue  # an optimizer's
            self.assertIn(f"    {name}: ", stub)

    def test_many_sweeps_leak_nothing(self):
        X, y = IRIS
        X, y = X[::10], y[::10]

        def sweep():
            runs = tenfold.sweep(X, y, {"n": "Linear(4), ReLU()"}, seeds=range(2), epochs=1, keep_outputs=True)
            runs["n", 1].predict(X)
            return runs.table()

        def resident():
            with open("/proc/self/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * resource.getpagesize()

        for _ in range(300):
            sweep()
        before = resident()
        for _ in range(10_000 // int(os.environ.get("TENFOLD_CASE_STRIDE", 1))):
            sweep()
        # A study of these takes 20 kB and more: of two thousand that are kept it would be 40 MB.
        self.assertLess(resident() - before, 4 << 20)


def files_below(folder):
    return [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names]


if __name__ == "__main__":
    unittest.main()
