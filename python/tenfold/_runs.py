"""What came out of a sweep."""

import json
import math
import os

import numpy as np

from tenfold import _core
from tenfold._settings import numeric
from tenfold._table import Table


def softmax(outputs):
    """By row, in float64."""
    outputs = outputs.astype(float)
    exponentials = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def _name_of(label):
    """As a CSV has it: a whole number without a fraction."""
    if isinstance(label, bytes):
        return label.decode()
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


class Run:
    """One network, trained with one seed.

    network, seed, layers: what was trained, with all sizes. run_id: as records name it.
    metrics: "train_accuracy" and "test_accuracy" (fractions); of numbers "train_rmse", "test_rmse" (in y's units) and
        "train_r2", "test_r2". Empty if the run diverged; diverged_step is then the step, counted from 1, else None.
    losses: [epochs], the mean of each epoch's steps. first_losses: of the first 50 steps.
    digest: SHA-256 of the final weights, as in the record.
    """

    def __init__(self, study, place, runs):
        self._study, self._place = study, place
        self._outcome = outcome = study.outcome(place)
        per_network = len(study.seeds)
        self.network, self.seed = study.networks[place // per_network], study.seeds[place % per_network]
        self.layers = study.layers(place)
        self.run_id, self.digest = outcome.run_id, outcome.digest
        self.diverged_step, self.metrics = outcome.diverged_step, dict(outcome.metrics)
        self.losses, self.first_losses = outcome.losses, outcome.first_losses
        self.kind, self._labels = study.kind, runs._labels
        self._rows, self._keeps_outputs = runs._rows, runs._keeps_outputs
        self._model_of = self._all_outputs = None

    def _made(self):
        """The outcome with weights; a run that the results folder had is trained again for it."""
        if not self._outcome.has_weights:
            self._outcome = self._study.train_again(self._place)
        return self._outcome

    @property
    def _model(self):
        if self._model_of is None:
            self._model_of = self._study.model(self._place, self._made())
        return self._model_of

    @property
    def weights(self):
        """Final weights by name, as {"0.weight": [16, 4], "0.bias": [16]}, float32 in PyTorch's layout."""
        return self._model.weights

    def forward(self, X):
        """What the network answers: [rows, outputs]; logits of the classes, or numbers in y's units.

        X: rows as the sweep had them, in the data's own units. ValueError for another shape and for values that are not finite.
        """
        return self._model.answers(numeric(X, "X"))

    def predict(self, X):
        """[rows]: a label of y for each row, or numbers in y's units, [rows, outputs] if there are several."""
        outputs = self.forward(X)
        if self.kind == "regression":
            return outputs[:, 0] if outputs.shape[1] == 1 else outputs
        if self.kind == "binary":
            return self._labels[(outputs[:, 0] > 0).astype(int)]
        return self._labels[outputs.argmax(axis=1)]

    def predict_proba(self, X):
        """[rows, classes]: softmax of the answers. ValueError unless the task is classification."""
        if self.kind != "classification":
            raise ValueError(f"the task is {self.kind}: its answers are no probabilities")
        return softmax(self.forward(X))

    @property
    def classes(self):
        """The labels in the order of the outputs; None where numbers are predicted."""
        return self._labels

    @property
    def rows(self):
        """Places in X: {"train": ..., "test": ..., "left_out": ...}; test rows of their own follow those of X."""
        return dict(zip(("train", "test", "left_out"), map(np.array, self._study.rows(self._place))))

    @property
    def outputs(self):
        """What `forward` gives for every row of X, [rows, outputs]; needs keep_outputs. None if the run diverged."""
        return None if self._outputs() is None else self._outputs()[: self._rows]

    @property
    def test_outputs(self):
        """The same of test rows of their own."""
        return None if self._outputs() is None else self._outputs()[self._rows :]

    def _outputs(self):
        if not self._keeps_outputs:
            raise ValueError("outputs were not kept; sweep(..., keep_outputs=True) keeps them")
        if self._all_outputs is None and self.diverged_step is None:
            self._all_outputs = self._study.outputs(self._made())
        return self._all_outputs

    def save(self, path):
        """Writes the weights as a .safetensors file, with what //experiments/study:predict and export_onnx ask for."""
        metadata = self._study.weights_metadata(self._place)
        if self._labels is not None:
            preprocessing = json.loads(metadata["preprocessing"])
            preprocessing["classes"] = [_name_of(label) for label in self._labels.tolist()]
            metadata["preprocessing"] = json.dumps(preprocessing)
        metadata["weights_digest"] = self.digest
        _core.write_safetensors(os.fsencode(path), self.weights, metadata)

    def __getstate__(self):
        state = self.__dict__.copy()
        self._model, self._keeps_outputs and self._outputs()
        state.update(
            _study=_Pickled(self.rows, self._study.weights_metadata(self._place)),
            _outcome=None,
            _model_of=self._model,
            _all_outputs=None if self._all_outputs is None else np.array(self._all_outputs),
            losses=np.array(self.losses),
            first_losses=np.array(self.first_losses),
        )
        return state

    def __repr__(self):
        metrics = ", ".join(f"{name} {value:.4g}" for name, value in self.metrics.items())
        return f"<Run {self.run_id}: {metrics or f'diverged at step {self.diverged_step}'}>"


def _or_nan(value):
    return math.nan if value is None else value


class _Pickled:
    """What a run that was pickled knows of its study."""

    def __init__(self, rows, weights_metadata):
        self._rows, self._weights_metadata = rows, weights_metadata

    def rows(self, place):
        return [self._rows[name] for name in ("train", "test", "left_out")]

    def weights_metadata(self, place):
        return dict(self._weights_metadata)


class Runs:
    """The runs of a sweep: `runs["small", 3]` is one, `runs["small"]` the list of a network's, by seed."""

    def __init__(self, study, labels, rows, keeps_outputs):
        self._study, self._labels = study, labels
        self._rows, self._keeps_outputs = rows, keeps_outputs
        self.networks = {name: study.layers(i * len(study.seeds)) for i, name in enumerate(study.networks)}
        self.seeds = list(study.seeds)
        self.kind = study.kind
        self._places = {seed: place for place, seed in enumerate(self.seeds)}

    @property
    def metric(self):
        """What `table` is about: "test_accuracy", or "test_rmse" where numbers are predicted."""
        return "test_rmse" if self.kind == "regression" else "test_accuracy"

    def values(self, network, metric=None):
        """[seeds]: a metric of each run of a network, NaN where it diverged. KeyError for another metric or network."""
        metric = metric or self.metric
        kinds = ("rmse", "r2") if self.kind == "regression" else ("accuracy",)
        names = [f"{part}_{kind}" for kind in kinds for part in ("train", "test")]
        if metric not in names:
            raise KeyError(f"no metric is named {metric!r}; there are {', '.join(names)}")
        return self._study.metric(self._number_of(network), metric)

    def table(self, metric=None):
        """By network: n, mean, sample standard deviation (std) and 95 % interval of the mean (low, high), diverged."""
        metric = metric or self.metric
        lines = []
        for network in self.networks:
            values = self.values(network, metric)
            there = values[~np.isnan(values)].tolist()
            low, high = _core.mean_interval(there) or (math.nan, math.nan)
            lines.append(
                {
                    "network": network,
                    "n": len(there),
                    "mean": _or_nan(_core.mean(there)),
                    "std": _or_nan(_core.sample_std(there)),
                    "low": low,
                    "high": high,
                    "diverged": len(values) - len(there),
                }
            )
        return Table(lines, metric)

    def difference(self, first, second, metric=None):
        """Second minus first, seed by seed, over seeds of which neither diverged, as a dict: n, mean, low, high (95 %), p.
        NaN stands for what so few seeds do not say.

        Both have the same data and seeds, so the difference is known better than either mean.
        """
        differences = self.values(second, metric) - self.values(first, metric)
        there = differences[~np.isnan(differences)].tolist()
        low, high = _core.mean_interval(there) or (math.nan, math.nan)
        mean, p = _or_nan(_core.mean(there)), _or_nan(_core.zero_mean_p(there))
        return {"n": len(there), "mean": mean, "low": low, "high": high, "p": p}

    def to_pandas(self):
        """A DataFrame with a line per run. ImportError without pandas."""
        import pandas

        return pandas.DataFrame(
            {"network": run.network, "seed": run.seed, **run.metrics, "diverged_step": run.diverged_step,
             "digest": run.digest}
            for run in self
        )  # fmt: skip

    def plot(self, metric=None, ax=None):
        """Every run as a point, with each network's mean and interval; returns matplotlib's axes. ImportError without it."""
        import matplotlib.pyplot

        metric = metric or self.metric
        ax = matplotlib.pyplot.subplots()[1] if ax is None else ax
        for place, line in enumerate(self.table(metric)):
            values = self.values(line["network"], metric)
            # Spread by the seed's place, so that the same call draws the same picture.
            spread = np.linspace(-0.2, 0.2, len(values)) if len(values) > 1 else [0.0]
            ax.plot(place + np.asarray(spread), values, ".", color="tab:blue", alpha=0.3)
            if not math.isnan(line["mean"]):
                half = 0.0 if math.isnan(line["high"]) else line["high"] - line["mean"]
                ax.errorbar(place, line["mean"], half, fmt="o", color="black", capsize=4)
        ax.set_xticks(range(len(self.networks)), list(self.networks))
        ax.set_ylabel(metric.replace("_", " "))
        return ax

    def __getitem__(self, key):
        if isinstance(key, tuple) and len(key) == 2:
            network, seed = key
            if seed not in self._places:
                raise KeyError(f"seed {seed!r} was not trained")
            return Run(self._study, self._number_of(network) * len(self.seeds) + self._places[seed], self)
        return [self[key, seed] for seed in self.seeds]

    def _number_of(self, network):
        if network not in self.networks:
            raise KeyError(f"no network is named {network!r}; there are {', '.join(self.networks)}")
        return list(self.networks).index(network)

    def __iter__(self):
        return (Run(self._study, place, self) for place in range(len(self._study)))

    def __len__(self):
        return len(self._study)

    def __repr__(self):
        return f"<{len(self)} runs: {', '.join(self.networks)} with {len(self.seeds)} seeds>"
