"""As much of scikit-learn's protocol as the estimators have without it."""

import inspect

import numpy as np


class NotFittedError(ValueError, AttributeError):
    pass


class BaseEstimator:
    @classmethod
    def _names(cls):
        return sorted(name for name in inspect.signature(cls.__init__).parameters if name != "self")

    def get_params(self, deep=True):
        return {name: getattr(self, name) for name in self._names()}

    def set_params(self, **params):
        for name, value in params.items():
            if name not in self._names():
                raise ValueError(f"{type(self).__name__} has no parameter {name!r}; there are {', '.join(self._names())}")
            setattr(self, name, value)
        return self

    def __repr__(self):
        return f"{type(self).__name__}({self.layers!r})"


class ClassifierMixin:
    def score(self, X, y):
        """The fraction of rows that are predicted rightly."""
        return float(np.mean(self.predict(X) == np.asarray(y)))


class RegressorMixin:
    def score(self, X, y):
        """R², averaged over the outputs."""
        y = np.asarray(y, float)
        errors = ((y - self.predict(X)) ** 2).sum(axis=0)
        return float(np.mean(1 - errors / ((y - y.mean(axis=0)) ** 2).sum(axis=0)))


def check_is_fitted(estimator, name):
    if not hasattr(estimator, name):
        raise NotFittedError(f"this {type(estimator).__name__} is not fitted yet; call fit first")


def check_array(X, dtype):
    X = np.asarray(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X: has shape {list(X.shape)}, wants [rows, features]")
    return X if X.dtype in dtype else X.astype(dtype[-1])


def check_X_y(X, y, dtype, multi_output=False, y_numeric=False):
    y = np.asarray(y)
    if y_numeric:
        y = y.astype(float)
    return check_array(X, dtype), y if multi_output else column_or_1d(y)


def column_or_1d(y, warn=False):
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.ndim != 1:
        raise ValueError(f"y: has shape {list(y.shape)}, wants [rows]")
    return y


def check_classification_targets(y):
    if y.dtype.kind == "f" and not np.array_equal(y, np.floor(y)):
        raise ValueError("y has numbers that are not whole, wants classes")
