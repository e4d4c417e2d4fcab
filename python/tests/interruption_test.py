"""Ctrl-C ends a sweep within moments, leaves no thread behind, and what is stored is whole."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = """
import json, os, sys, time
import numpy as np, tenfold
X = np.random.default_rng(0).normal(size=(2000, 10))
y = X[:, 0] > 0
options = json.loads(sys.argv[1])
options["seeds"] = range(options["seeds"])
threads = len(os.listdir("/proc/self/task"))  # NumPy may have some
print("begins", flush=True)
try:
    tenfold.sweep(X, y, {"n": "Linear(64), ReLU(), Linear(64), ReLU()"}, **options)
except KeyboardInterrupt:
    print(json.dumps({"more_threads": len(os.listdir("/proc/self/task")) - threads, "time": time.time()}), flush=True)
    # Everything goes on to work.
    runs = tenfold.sweep(X[:100], y[:100], {"n": ""}, seeds=range(2), epochs=1)
    print(len(runs), flush=True)
"""


class Interruption(unittest.TestCase):
    def interrupt(self, **options):
        process = subprocess.Popen([sys.executable, "-B", "-c", PROGRAM, json.dumps(options)], stdout=subprocess.PIPE, text=True)
        with process:
            self.assertEqual(process.stdout.readline(), "begins\n")
            time.sleep(1.5)
            sent = time.time()
            process.send_signal(signal.SIGINT)
            line = process.stdout.readline()
            self.assertTrue(line.startswith("{"), line)
            ended = json.loads(line)
            self.assertLess(ended["time"] - sent, 3.0)
            self.assertEqual(ended["more_threads"], 0)
            self.assertEqual(process.stdout.readline(), "2\n")
            self.assertEqual(process.wait(), 0)

    def test_in_memory(self):
        self.interrupt(seeds=100000)

    def test_one_long_run(self):
        self.interrupt(seeds=1, epochs=100000)

    def test_a_results_folder_stays_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            self.interrupt(seeds=2000, epochs=5, results_dir=folder)
            records = [path for path, _, names in os.walk(folder) for name in names if name.endswith(".json")]
            self.assertGreater(len(records), 0)
            subprocess.run(["experiments/store", "check", folder], check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()
