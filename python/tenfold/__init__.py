"""Trains many small neural networks, fast on one processor and with the same bits on every machine.

    runs = tenfold.sweep(X, y, {"small": "Linear(16), ReLU()", "large": "Linear(64), ReLU()"}, seeds=range(100))
    print(runs.table())
    runs["small", 3].predict(X)

`sweep` trains every network with every seed and returns `Runs`. `Classifier` and `Regressor` follow
scikit-learn's protocol. `Sequential` is one network whose passes the caller runs.
"""

from tenfold._processor import check_processor

check_processor()

from tenfold._optimizers import SGD, Adam, AdamW  # noqa: E402
from tenfold._runs import Run, Runs  # noqa: E402
from tenfold._sequential import Sequential, cross_entropy, mse  # noqa: E402
from tenfold._sweep import settings, sweep  # noqa: E402
from tenfold._version import __version__  # noqa: E402

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Classifier",
    "Regressor",
    "Run",
    "Runs",
    "Sequential",
    "cross_entropy",
    "mse",
    "settings",
    "sweep",
]


# scikit-learn, where it is there, takes a second to import: only those who ask for an estimator wait.
def __getattr__(name):
    if name in ("Classifier", "Regressor"):
        from tenfold import _estimators

        return getattr(_estimators, name)
    raise AttributeError(f"module 'tenfold' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), "Classifier", "Regressor"])
