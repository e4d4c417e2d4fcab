"""What the way through Python costs: processor seconds of 1,000 networks on iris (4-16-3, 50 epochs, one processor, no results folder) by the
module and by the library, in turns. Fails where the median of the rounds' ratios is above 1.1.

    ./bazelw --with=python test --test_output=all //python/speed:speed_test
"""

import statistics
import subprocess
import sys
import time

import numpy as np

import tenfold


LIMIT = 1.1
ROUNDS = 10


def main(library, iris):
    X = np.genfromtxt(iris, delimiter=",", skip_header=1, usecols=range(4))
    y = np.repeat([0, 1, 2], 50)
    ratios, times = [], []
    for _ in range(ROUNDS):
        seconds, digest = subprocess.run([library, iris, "1"], check=True, capture_output=True, text=True).stdout.split()
        start = time.process_time()
        runs = tenfold.sweep(X, y, {"n": "Linear(16), ReLU()"}, seeds=range(1000), jobs=1)
        by_module = time.process_time() - start
        if runs["n", 999].digest != digest:
            raise SystemExit("the module and the library trained different networks")
        ratios.append(by_module / float(seconds))
        times.append((by_module, float(seconds)))
    module, by_library = (statistics.median(column) for column in zip(*times))
    ratio = statistics.median(ratios)
    print(f"module {module:.3f} s, library {by_library:.3f} s; ratio of a round: median {ratio:.3f}, "
          f"{min(ratios):.3f} to {max(ratios):.3f}, n = {len(ratios)}")  # fmt: skip
    if ratio > LIMIT:
        raise SystemExit(f"the way through Python costs more than {LIMIT} times the library")


main(*sys.argv[1:])
