"""What a user can get wrong raises with one line, the same that the program prints where it can be asked the same."""

import subprocess
import os
import tempfile
import unittest

import numpy as np

import tenfold

STUDY, IRIS = os.path.abspath("experiments/study/study"), os.path.abspath("experiments/study/data/iris.csv")
NETWORK = {"n": "Linear(4), ReLU()"}


class BadInput(unittest.TestCase):
    def setUp(self):
        table = np.genfromtxt(IRIS, delimiter=",", skip_header=1, dtype=None, encoding="utf-8")
        self.X = np.array([list(row)[:4] for row in table])
        self.y = np.array([row[4] for row in table])

    def expect(self, error, pattern, *arguments, **options):
        with self.assertRaisesRegex(error, pattern) as context:
            tenfold.sweep(*arguments, **options)
        self.assertNotIn("\n", str(context.exception))

    def test_settings_are_refused_as_by_the_program(self):
        for settings in (
            {"epochs": 0},
            {"epochs": "many"},
            {"epochz": 3},
            {"task": "regression"},
            {"task": "binary"},
            {"test_fraction": 1.5},
            {"nesterov": True},
            {"momentum": 0.9},
            {"folds": 3, "test_rows": "0-9"},
            {"split_seed": 1, "test_rows": "0-9"},
            {"test_rows": "100-150"},
            {"weights_seed": "first"},
            {"train_mask": "third"},
            {"learning_rate": 1e-60},
        ):
            text = ",".join(
                f"{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in settings.items()
            )
            with self.subTest(settings), tempfile.TemporaryDirectory() as folder:
                command = [STUDY, f"--data={IRIS}", "--target=species", "--net=n=Linear(4), ReLU()", f"--set={text}"]
                said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stderr
                with self.assertRaises(ValueError) as context:
                    tenfold.sweep(self.X, self.y, NETWORK, **settings)
                self.assertEqual(f"error: {context.exception}\n", said)

    def test_networks_are_refused_as_by_the_program(self):
        for name, layers in (("n", "Linear(4), Relu()"), ("n", "Linear(,)"), ("n", "Conv2d(4, kernel_size=3)"), ("a b", "")):
            with self.subTest(layers), tempfile.TemporaryDirectory() as folder:
                command = [STUDY, f"--data={IRIS}", "--target=species", f"--net={name}={layers}"]
                said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stderr
                with self.assertRaises(ValueError) as context:
                    tenfold.sweep(self.X, self.y, {name: layers})
                self.assertEqual(f"error: {context.exception}\n", said)

    def test_arrays(self):
        X, y = self.X, self.y
        self.expect(ValueError, r"y: has 149 rows, wants 150 as X has", X, y[1:], NETWORK)
        self.expect(ValueError, r"X: has 0 dimensions, wants rows", 3.0, y, NETWORK)
        self.expect(ValueError, r"X: has 5 dimensions, wants rows", np.zeros((2, 1, 1, 1, 1)), y[:2], NETWORK)
        self.expect(ValueError, r"y: has 3 dimensions, wants \[rows\]", X, np.zeros((150, 1, 1)), NETWORK)
        self.expect(ValueError, r"X: is empty", X[:0], y[:0], NETWORK)
        self.expect(ValueError, r"X: is empty", X[:, :0], y, NETWORK)
        self.expect(ValueError, r"X: holds values of type <U10, wants numbers", y[:, None], y, NETWORK)
        self.expect(ValueError, r"y: holds values of type object, wants numbers", X, [{}] * 150, NETWORK)
        self.expect(ValueError, r"y: holds values of type complex128", X, np.zeros(150, complex), NETWORK)
        self.expect(ValueError, r"y: has '.udc80', wants texts in Unicode", X, np.where(y == y[0], "\udc80", y), NETWORK)
        self.expect(ValueError, r"y: has b'.xff', wants texts", X, np.where(y == y[0], b"\xff", b"a"), NETWORK)
        self.expect(ValueError, r"y: is text in 2 columns", X, np.stack([y, y], axis=1), NETWORK)
        for wrong, shown in ((np.nan, "nan"), (np.inf, "inf"), (1e39, "inf")):
            broken = X.copy()
            broken[1, 2] = wrong
            self.expect(ValueError, f"X: row 1, value 2 .both counted from 0. is {shown}, wants a finite", broken, y, NETWORK)
        self.expect(ValueError, r"X: holds values of type complex128, wants numbers", X + 1j, y, NETWORK)
        self.expect(ValueError, r"X: holds values of type datetime64", X.astype("datetime64[s]"), y, NETWORK)
        self.expect(ValueError, r"y: row 1 .counted from 0. is nan", X, np.where(np.arange(150) == 1, np.nan, 1.5), NETWORK)
        self.expect(ValueError, r"too small for this: 0 to train on, 1 to test on", X[:1], [0.5], NETWORK)
        self.expect(ValueError, r"has rows of another shape", X, y, NETWORK, test=(X[:, :3], y))
        self.expect(ValueError, r"y of test: has 150 rows, wants 10 as X of test has", X, y, NETWORK, test=(X[:10], y))

    def test_arguments(self):
        X, y = self.X, self.y
        self.expect(TypeError, r"networks is no dict", X, y, "Linear(4)")
        self.expect(TypeError, r"networks has 'n': None, wants texts", X, y, {"n": None})
        self.expect(TypeError, r"networks has 1: '', wants texts", X, y, {1: ""})
        for seeds in (10, np.int64(10), None, "0-9"):
            self.expect(TypeError, r"seeds is .*, wants several whole numbers, such as range\(10\)", X, y, NETWORK, seeds=seeds)
        self.expect(TypeError, r"a seed is 1.5, wants a whole number", X, y, NETWORK, seeds=[0, 1.5])
        self.expect(TypeError, r"a seed is '1', wants a whole number", X, y, NETWORK, seeds=["1"])
        self.expect(ValueError, r"a seed is 9223372036854775808, wants less than 2\^63", X, y, NETWORK, seeds=[2**63])
        self.expect(TypeError, r"test is no pair, wants \(X, y\)", X, y, NETWORK, test=X)
        self.expect(TypeError, r"jobs is '2', wants a whole number", X, y, NETWORK, jobs="2")
        self.expect(ValueError, r"jobs is 4294967296, wants less than", X, y, NETWORK, jobs=2**32)
        self.expect(ValueError, r"unknown engine .None.; there are", X, y, NETWORK, engine=None)
        self.expect(ValueError, r"results_dir is empty, wants a folder", X, y, NETWORK, results_dir="")
        with tempfile.NamedTemporaryFile() as file:
            self.expect(OSError, file.name, X, y, NETWORK, results_dir=file.name)
        self.expect(TypeError, r"optimizer is 'adam', wants tenfold.SGD", X, y, NETWORK, optimizer="adam")
        self.expect(ValueError, r"--net is missing", X, y, {})
        self.expect(ValueError, r"--seeds: none", X, y, NETWORK, seeds=[])
        self.expect(ValueError, r"--seeds: .* is negative", X, y, NETWORK, seeds=[-1])
        self.expect(ValueError, r"--jobs is -1", X, y, NETWORK, jobs=-1)
        self.expect(ValueError, r"unknown engine .onednn.; there are reference, simd", X, y, NETWORK, engine="onednn")
        self.expect(ValueError, r"learning_rate is given twice", X, y, NETWORK, optimizer=tenfold.Adam(1), learning_rate=1)
        self.expect(ValueError, r"subsets: has shape \[10, 149\] and type bool, wants \[10, 150\]",
                    X, y, NETWORK, subsets=np.ones((10, 149), bool))  # fmt: skip
        self.expect(ValueError, r"seeds: has one twice, wants each once", X, y, NETWORK, seeds=[3, 3],
                    subsets=np.arange(150) % np.array([[2], [3]]) > 0)  # fmt: skip
        self.expect(ValueError, r"subsets: has shape .* and type int64", X, y, NETWORK, subsets=np.ones((10, 150), int))
        self.expect(ValueError, r"seed 0 has 150 rows to train on and 0 to test on", X, y, NETWORK,
                    subsets=np.ones((10, 150), bool))  # fmt: skip
        self.expect(ValueError, r"test_fraction=0.3 changes nothing", X, y, NETWORK, test_fraction=0.3, seeds=[0],
                    subsets=np.arange(150)[None] > 9)  # fmt: skip
        self.expect(OSError, r"/proc/nowhere", X, y, NETWORK, results_dir="/proc/nowhere")

    def test_predict(self):
        run = tenfold.sweep(self.X, self.y, NETWORK, seeds=[0], epochs=1)["n", 0]
        for wrong in (self.X[0], self.X[:, :3], self.X[:, :, None, None, None][:, :2], 3.0):
            with self.assertRaisesRegex(ValueError, r"X: has shape .*, wants \[rows, 4\]"):
                run.predict(wrong)
        broken = self.X.copy()
        broken[149, 3] = np.nan
        for wrong, said in ((broken, r"X: row 149, value 3 .* is nan, wants a finite number"),
                            (self.y, r"X: holds values of type <U10, wants numbers")):  # fmt: skip
            with self.assertRaisesRegex(ValueError, said) as context:
                run.predict(wrong)
            self.assertNotIn("\n", str(context.exception))
        with self.assertRaisesRegex(ValueError, "outputs were not kept"):
            run.outputs
        self.assertEqual(run.predict(self.X[:0]).shape, (0,))

    def test_a_run_that_fails_is_an_error(self):
        # The last batch of seed 1 has one row, which has no variance.
        masks = np.zeros((2, 150), bool)
        masks[0, :32] = masks[1, :33] = True
        self.expect(RuntimeError, r"seed-01: batch_size is 16, which leaves a batch of one .*1 of 2 runs failed",
                    self.X, self.y, {"n": "BatchNorm1d()"}, seeds=range(2), subsets=masks)  # fmt: skip


if __name__ == "__main__":
    unittest.main()
