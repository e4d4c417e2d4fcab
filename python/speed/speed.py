"""What the way through Python costs: processor seconds of 1,000 networks on iris (4-16-3, 50 epochs, one processor, no results folder) by the
module and by the library, in turns.

    PYTHON_WITH_TENFOLD python/speed/speed.py bazel-bin/python/speed/library experiments/study/data/iris.csv [ROUNDS]
"""

import statistics
import subprocess
import sys
import time

import numpy as np

import tenfold


def main(library, iris, rounds="10"):
    X = np.genfromtxt(iris, delimiter=",", skip_header=1, usecols=range(4))
    y = np.repeat([0, 1, 2], 50)
    ratios, times = [], []
    for _ in range(int(rounds)):
        seconds, digest = subprocess.run([library, iris, "1"], check=True, capture_output=True, text=True).stdout.split()
        start = time.process_time()
        runs = tenfold.sweep(X, y, {"n": "Linear(16), ReLU()"}, seeds=range(1000), jobs=1)
        by_module = time.process_time() - start
        if runs["n", 999].digest != digest:
            raise SystemExit("the module and the library trained different networks")
        ratios.append(by_module / float(seconds))
        times.append((by_module, float(seconds)))
    module, by_library = (statistics.median(column) for column in zip(*times))
    print(f"module {module:.3f} s, library {by_library:.3f} s; ratio of a round: median {statistics.median(ratios):.3f}, "
          f"{min(ratios):.3f} to {max(ratios):.3f}, n = {len(ratios)}")  # fmt: skip


main(*sys.argv[1:])
