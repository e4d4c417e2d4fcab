"""Many networks on one data set."""

import json
import os
import warnings
from collections.abc import Iterable

import numpy as np

from tenfold import _core
from tenfold._optimizers import Optimizer
from tenfold._progress import Progress
from tenfold._runs import Runs
from tenfold._settings import assignments, numeric, shown, whole


def settings():
    """All settings that `sweep` takes by name, with their defaults."""
    return json.loads(_core.settings())


def sweep(
    X,
    y,
    networks,
    *,
    seeds=range(10),
    optimizer=None,
    test=None,
    subsets=None,
    keep_outputs=False,
    results_dir=None,
    engine="simd",
    jobs=0,
    progress=None,
    **settings,
):
    """Trains each network with each seed and returns `Runs`.

    X: [rows, features], or images [rows, height, width] or [rows, channels, height, width]; numbers, used as float32.
    y: [rows]: texts, or numbers 0, 1, ... or 1, 2, ... without a gap, are classes; other numbers are predicted as they
        are, as are several: [rows, outputs].
    networks: {name: layers}, as {"small": "Linear(16), ReLU()"}; sizes that follow from the data and the last layer are
        added. A name has letters, digits, "-", "_" and ".".
    seeds: whole numbers from 0. A seed draws the test rows, the initial weights and the batch order.
    optimizer: `SGD`, `Adam` or `AdamW`; default Adam(0.005).
    test: (X, y) of test rows of their own, in place of a drawn fifth of the rows.
    subsets: booleans [seeds, rows]: the run of that seed trains on the rows that are true and is tested on the others,
        or on `test`.
    keep_outputs: also keep what each network answers to every row (`Run.outputs`).
    results_dir: a folder of records. Runs that it has are not trained again; see docs/python.md.
    engine: "simd", or "reference", which gives the same bits by plain loops.
    jobs: runs at a time, each on a thread; 0 for one per processor. All have ended when the call returns.
    progress: whether to show a bar on stderr; None: on a terminal and in a notebook.
    settings: epochs=50, batch_size=16, task="auto", test_fraction=0.2, folds=0, and all others of `settings()`.

    The same call gives the same bits on every processor, with any number of jobs. The global state of NumPy's and
    Python's random numbers has no part in it.

    Raises ValueError, with the line that the programs print, for shapes that do not fit, values that are not finite,
    layers or settings that are wrong, and settings that change nothing; TypeError for arguments of another type;
    RuntimeError if a run fails; OSError if the results folder cannot be used; KeyboardInterrupt after Ctrl-C, when no
    thread is left: with a results folder the same call goes on where it was.
    """
    if not isinstance(networks, dict):
        raise TypeError("networks is no dict, wants one such as {'small': 'Linear(16), ReLU()'}")
    for name, layers in networks.items():
        if not (isinstance(name, str) and isinstance(layers, str)):
            raise TypeError(f"networks has {shown(name)}: {shown(layers)}, wants texts, such as 'small': 'Linear(16), ReLU()'")
    if isinstance(seeds, str) or not isinstance(seeds, Iterable):
        raise TypeError(f"seeds is {shown(seeds)}, wants several whole numbers, such as range(10)")
    if not isinstance(optimizer, (Optimizer, type(None))):
        raise TypeError(f"optimizer is {shown(optimizer)}, wants tenfold.SGD, tenfold.Adam or tenfold.AdamW")
    if not (test is None or isinstance(test, (tuple, list)) and len(test) == 2):
        raise TypeError("test is no pair, wants (X, y)")
    if optimizer is not None:
        both = sorted(set(optimizer.settings()) & set(settings))
        if both:
            raise ValueError(f"{both[0]} is given twice: the optimizer {optimizer!r} has it")
        settings = {**settings, **optimizer.settings()}
    seeds = [whole("a seed", seed) for seed in seeds]
    X, data = _data(X, y, "")
    study = _core.Study(
        data=data,
        test=None if test is None else _data(*test, " of test")[1],
        networks=[f"{name}={layers}" for name, layers in networks.items()],
        settings=assignments(settings),
        seeds=seeds,
        masks=None if subsets is None else _masks(subsets, seeds, len(X)),
        engine=str(engine),
        jobs=whole("jobs", jobs, 31),
        keep_outputs=bool(keep_outputs),
        results_dir=_folder(results_dir),
    )
    bar = Progress.of(progress, len(study))
    try:
        study.train(bar)
    finally:
        if bar is not None:
            bar.end()
    for notice in study.notices:
        warnings.warn(notice, stacklevel=2)
    labels = [] if study.kind == "regression" else [y] if test is None else [y, test[1]]
    labels = np.unique(np.concatenate([np.ravel(part) for part in labels])) if labels else None
    return Runs(study, labels, len(X), bool(keep_outputs))


def _data(X, y, suffix):
    """X as an array and what the core takes: X, numbers or a list of texts, and y's shape."""
    X, y = numeric(X, "X" + suffix), np.asarray(y)
    if y.dtype.kind in "OUS":
        values = y.ravel().tolist()
        if all(isinstance(value, (str, bytes)) for value in values):
            return X, (X, [_text(value, "y" + suffix) for value in values], list(y.shape))
    return X, (X, numeric(y, "y" + suffix), list(y.shape))


def _text(value, name):
    try:
        return value.decode() if isinstance(value, bytes) else value.encode().decode()
    except UnicodeError:
        raise ValueError(f"{name}: has {shown(value)}, wants texts in Unicode") from None


def _folder(results_dir):
    """As bytes, which every name of a file is; none where nothing is kept."""
    if results_dir is None:
        return b""
    folder = os.fsencode(results_dir)
    if not folder:
        raise ValueError("results_dir is empty, wants a folder, or None")
    return folder


def _masks(subsets, seeds, rows):
    masks = np.asarray(subsets)
    if masks.dtype != bool or masks.shape != (len(seeds), rows):
        raise ValueError(
            f"subsets: has shape {list(masks.shape)} and type {masks.dtype}, wants [{len(seeds)}, {rows}], a row per seed, "
            "and booleans"
        )
    if len(set(seeds)) < len(seeds):
        raise ValueError("seeds: has one twice, wants each once, as each has its own row of subsets")
    return masks
