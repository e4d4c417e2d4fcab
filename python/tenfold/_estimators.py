"""Networks by scikit-learn's protocol. scikit-learn itself is wanted by nothing here; where it is there, the
estimators are its own, so that its tools know them."""

import numpy as np

from tenfold._runs import softmax
from tenfold._settings import shown, whole
from tenfold._sweep import settings as all_settings
from tenfold._sweep import sweep

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_array, check_X_y, column_or_1d
    from sklearn.utils.validation import check_is_fitted as _check_is_fitted
except ImportError:
    from tenfold._protocol import (
        BaseEstimator,
        ClassifierMixin,
        NotFittedError,
        RegressorMixin,
        check_array,
        check_classification_targets,
        check_is_fitted as _check_is_fitted,
        check_X_y,
        column_or_1d,
    )


def _names_of(X):
    """The names of a table's columns; none if they are no texts."""
    names = list(getattr(X, "columns", ()))
    return names if all(isinstance(name, str) for name in names) else []


class _Network(BaseEstimator):
    """What both estimators have."""

    def __init__(
        self,
        layers="Linear(16), ReLU()",
        *,
        epochs=50,
        batch_size=16,
        optimizer=None,
        standardised=True,
        settings=None,
        random_state=0,
    ):
        self.layers = layers
        self.epochs = epochs
        self.batch_size = batch_size
        self.optimizer = optimizer
        self.standardised = standardised
        self.settings = settings
        self.random_state = random_state

    def _fit(self, X, y, task, names):
        parameters = {"epochs": self.epochs, "batch_size": self.batch_size, "standardised": self.standardised}
        for name in self.settings or {}:
            if name in ("optimizer", "task", *parameters) or name not in all_settings():
                raise ValueError(f"settings has {shown(name)}, wants names of tenfold.settings() that are no parameter here")
        # The train rows stand in for test rows, of which there are none.
        runs = sweep(
            X,
            y,
            {"network": self.layers},
            seeds=[self._seed()],
            optimizer=self.optimizer,
            test=(X, y),
            progress=False,
            jobs=1,
            task=task,
            **parameters,
            **(self.settings or {}),
        )
        (run,) = runs
        if run.diverged_step is not None:
            raise ValueError(f"the training diverged at step {run.diverged_step}; a lower learning rate may help")
        self.n_features_in_ = X.shape[1]
        if names:
            self.feature_names_in_ = np.array(names, object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        self.run_ = run
        self.losses_ = run.losses
        self.n_iter_ = len(run.losses)
        return self

    def _seed(self):
        if self.random_state is None:
            return int(np.random.randint(2**31))
        if isinstance(self.random_state, np.random.RandomState):
            return int(self.random_state.randint(2**31))
        return whole("random_state", self.random_state)

    def _forward(self, X):
        _check_is_fitted(self, "run_")
        names, fitted = _names_of(X), list(getattr(self, "feature_names_in_", ()))
        for place, (name, of_fit) in enumerate(zip(names, fitted)):
            if name != of_fit:
                raise ValueError(
                    f"The feature names should match those that were passed during fit: column {place} is {name!r}, "
                    f"was {of_fit!r}"
                )
        X = check_array(X, dtype=(np.float32, np.float64))
        if X.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but {type(self).__name__} is expecting {self.n_features_in_} features "
                "as input"
            )
        return self.run_.forward(X)


class Classifier(ClassifierMixin, _Network):
    """A network that predicts classes, with softmax and cross-entropy.

    layers: text as in `tenfold.sweep`; the last layer is added. optimizer: `tenfold.SGD`, `Adam` or `AdamW`; default
    Adam(0.005). standardised: inputs get mean 0 and deviation 1 over the rows of fit. settings: a dict of others of
    `tenfold.settings()`. random_state: the seed; None draws one, and then no two fits are equal.

    After fit: classes_, n_features_in_, feature_names_in_ (of a table with column names), losses_ ([epochs]), run_ (a `tenfold.Run`, with weights and save).
    """

    def fit(self, X, y):
        """X: [rows, features]; y: [rows], labels of two classes or more. Trains on all rows."""
        names = _names_of(X)
        X, y = check_X_y(X, y, dtype=(np.float32, np.float64))
        check_classification_targets(y)
        self.classes_, places = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError("y has one class, wants two or more")
        self._fit(X, places, "classification", names)
        self.run_._labels = self.classes_
        return self

    def predict_proba(self, X):
        """[rows, classes], in the order of classes_."""
        return softmax(self._forward(X))

    def predict(self, X):
        """[rows] of labels."""
        places = self._forward(X).argmax(axis=1)
        return self.classes_[places]


class Regressor(RegressorMixin, _Network):
    """A network that predicts numbers, with mean squared error; y may have several columns. Else as `Classifier`;
    standardised is also about y."""

    def fit(self, X, y):
        """X: [rows, features]; y: [rows] or [rows, outputs] of numbers. Trains on all rows."""
        names = _names_of(X)
        X, y = check_X_y(X, y, dtype=(np.float32, np.float64), multi_output=True, y_numeric=True)
        self._columns = y.ndim
        if y.ndim == 2 and y.shape[1] == 1:
            y = column_or_1d(y, warn=True)
            self._columns = 1
        return self._fit(X, y.astype(float), "regression", names)

    def predict(self, X):
        """[rows] or [rows, outputs], in y's units, float64."""
        outputs = self._forward(X).astype(float)
        return outputs[:, 0] if self._columns == 1 else outputs


__all__ = ["Classifier", "Regressor", "NotFittedError"]
