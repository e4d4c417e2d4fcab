"""scikit-learn's own check of the estimators, and the tools of it that users reach for first."""

import pickle
import unittest
import warnings

warnings.resetwarnings()  # what scikit-learn itself uses is its own affair

import numpy as np  # noqa: E402
from sklearn.base import clone  # noqa: E402
from sklearn.datasets import load_wine  # noqa: E402
from sklearn.model_selection import GridSearchCV, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils.estimator_checks import check_estimator  # noqa: E402

import tenfold  # noqa: E402

X, y = load_wine(return_X_y=True)
GRID = {"layers": ["", "Linear(8), ReLU()"], "optimizer": [tenfold.SGD(0.1), tenfold.Adam(0.01)]}


class ScikitLearn(unittest.TestCase):
    def test_its_check_passes(self):
        for estimator in (tenfold.Classifier(), tenfold.Regressor()):
            with self.subTest(estimator), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it warns of what it leaves out
                check_estimator(estimator)

    def test_a_search_on_two_processes_finds_the_same(self):
        one, two = (GridSearchCV(tenfold.Classifier(epochs=5), GRID, cv=3, n_jobs=jobs).fit(X, y) for jobs in (1, 2))
        np.testing.assert_array_equal(one.cv_results_["mean_test_score"], two.cv_results_["mean_test_score"])
        self.assertEqual(one.best_estimator_.run_.digest, two.best_estimator_.run_.digest)
        self.assertGreater(one.best_score_, 0.9)

    def test_cross_validation(self):
        model = tenfold.Classifier("Linear(16), ReLU()", random_state=3)
        scores = cross_val_score(model, X, y, cv=5)
        self.assertEqual(scores.shape, (5,))
        self.assertGreater(scores.mean(), 0.9)
        piped = cross_val_score(make_pipeline(StandardScaler(), model), X, y, cv=5)
        self.assertGreater(piped.mean(), 0.9)
        squares = cross_val_score(tenfold.Regressor("Linear(16), ReLU()"), X[:, 1:], X[:, 0], cv=5, scoring="r2")
        self.assertTrue(np.isfinite(squares).all())

    def test_a_copy_trains_and_predicts_the_same(self):
        model = tenfold.Classifier("Linear(8), ReLU()", epochs=5, optimizer=tenfold.Adam(0.01)).fit(X, y)
        self.assertEqual(clone(model).fit(X, y).run_.digest, model.run_.digest)
        np.testing.assert_array_equal(pickle.loads(pickle.dumps(model)).predict_proba(X), model.predict_proba(X))
        self.assertEqual(repr(model), "Classifier(epochs=5, layers='Linear(8), ReLU()', optimizer=Adam(0.01))")


if __name__ == "__main__":
    unittest.main()
