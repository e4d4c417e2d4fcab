"""Threads and processes of Python that train at once."""

import concurrent.futures
import multiprocessing
import os
import threading
import time
import unittest

import numpy as np

import tenfold

X = np.random.default_rng(0).normal(size=(300, 6))
y = (X[:, 0] * X[:, 1] > 0).astype(int)


def digests(first, epochs=5):
    runs = tenfold.sweep(X, y, {"n": "Linear(16), ReLU()"}, seeds=range(first, first + 8), epochs=epochs, jobs=2)
    return [run.digest for run in runs]


def threads():
    return len(os.listdir("/proc/self/task"))


class Threads(unittest.TestCase):
    def test_no_thread_outlives_a_call(self):
        before = threads()
        digests(0)
        self.assertEqual(threads(), before)

    def test_several_threads_train_at_once(self):
        alone = [digests(first) for first in (0, 8, 16, 24)]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            self.assertEqual(list(pool.map(digests, (0, 8, 16, 24))), alone)

    def test_other_threads_of_python_go_on(self):
        training = threading.Thread(target=digests, args=(0, 300))
        training.start()
        count, begin = 0, time.monotonic()
        while training.is_alive():
            count += 1
            time.sleep(0.001)
        seconds = time.monotonic() - begin
        # With the GIL held the loop would stand still.
        self.assertGreater(count, 50 * seconds)

    def test_processes_that_were_forked_train(self):
        alone = [digests(first) for first in (0, 8)]
        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual(pool.map(digests, (0, 8)), alone)

    def test_estimators_go_to_processes_and_back(self):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            (fitted,) = pool.map(fit, [0])
        self.assertEqual(fitted.run_.digest, fit(0).run_.digest)
        np.testing.assert_array_equal(fitted.predict(X), fit(0).predict(X))


def fit(seed):
    return tenfold.Classifier("Linear(8), ReLU()", epochs=2, random_state=seed).fit(X, y)


if __name__ == "__main__":
    unittest.main()
