"""The estimators by themselves, as where no scikit-learn is installed."""

import pickle
import sys
import unittest

import numpy as np

sys.modules["sklearn"] = None  # whoever imports it is told that it is not there

import tenfold  # noqa: E402

rng = np.random.default_rng(0)
X = rng.normal(size=(200, 5))
LABELS = np.where(X[:, 0] + X[:, 1] ** 2 > 0.5, "yes", "no")


class Estimators(unittest.TestCase):
    def test_classifier(self):
        model = tenfold.Classifier("Linear(16), ReLU()", epochs=40).fit(X, LABELS)
        self.assertGreater(model.score(X, LABELS), 0.9)
        self.assertEqual(model.classes_.tolist(), ["no", "yes"])
        self.assertEqual(model.predict_proba(X).shape, (200, 2))
        self.assertEqual((model.classes_[model.predict_proba(X).argmax(axis=1)] == model.predict(X)).mean(), 1.0)
        self.assertEqual(model.losses_.shape, (40,))
        self.assertEqual(model.n_features_in_, 5)
        same = tenfold.Classifier("Linear(16), ReLU()", epochs=40).fit(X.tolist(), LABELS.tolist())
        self.assertEqual(model.run_.digest, same.run_.digest)
        other = tenfold.Classifier("Linear(16), ReLU()", epochs=40, random_state=1).fit(X, LABELS)
        self.assertNotEqual(model.run_.digest, other.run_.digest)
        copy = pickle.loads(pickle.dumps(model))
        np.testing.assert_array_equal(copy.predict(X), model.predict(X))

    def test_labels_with_gaps(self):
        y = np.array([7, 3, 100])[np.arange(200) % 3]
        model = tenfold.Classifier(epochs=1).fit(X, y)
        self.assertEqual(model.classes_.tolist(), [3, 7, 100])
        self.assertTrue(set(model.predict(X)) <= {3, 7, 100})

    def test_regressor(self):
        y = 100 + 30 * X[:, 0] - 5 * X[:, 1]
        model = tenfold.Regressor("", epochs=60).fit(X, y)
        self.assertGreater(model.score(X, y), 0.99)
        self.assertEqual(model.predict(X).shape, (200,))
        two = tenfold.Regressor("", epochs=60).fit(X, np.stack([y, -y], axis=1))
        self.assertEqual(two.predict(X).shape, (200, 2))
        self.assertGreater(two.score(X, np.stack([y, -y], axis=1)), 0.99)
        # Whole numbers that could be classes are numbers all the same.
        self.assertEqual(tenfold.Regressor(epochs=1).fit(X, np.arange(200) % 2).predict(X).dtype, float)

    def test_parameters(self):
        model = tenfold.Classifier("Linear(8)", epochs=3, optimizer=tenfold.SGD(0.1), settings={"initialization": "he"})
        self.assertEqual(model.get_params()["epochs"], 3)
        copy = type(model)(**model.get_params())
        self.assertEqual(copy.fit(X, LABELS).run_.digest, model.fit(X, LABELS).run_.digest)
        self.assertIn("initialization=he", model.run_.run_id)
        self.assertEqual(model.set_params(epochs=4).epochs, 4)
        with self.assertRaisesRegex(ValueError, "no parameter 'epoch'; there are batch_size, "):
            model.set_params(epoch=4)

    def test_iterations_are_the_epochs_that_were_trained(self):
        model = tenfold.Classifier(epochs=500, settings={"early_stopping_patience": 2}).fit(X, LABELS)
        self.assertEqual(model.n_iter_, len(model.losses_))
        self.assertLess(model.n_iter_, 500)

    def test_columns_are_those_of_fit(self):
        model = tenfold.Classifier(epochs=1).fit(Frame(X, list("abcde")), LABELS)
        self.assertEqual(model.feature_names_in_.tolist(), list("abcde"))
        np.testing.assert_array_equal(model.predict(Frame(X, list("abcde"))), model.predict(X))
        with self.assertRaisesRegex(ValueError, "^The feature names should match .*: column 3 is 'e', was 'd'$"):
            model.predict(Frame(X, list("abced")))
        self.assertFalse(hasattr(model.fit(X, LABELS), "feature_names_in_"))

    def test_what_is_wrong_raises(self):
        model = tenfold.Classifier()
        for call, pattern in (
            (lambda: model.predict(X), "not fitted"),
            (lambda: model.fit(X, LABELS[:3]), "y"),
            (lambda: model.fit(X[:, 0], LABELS), r"wants \[rows, features\]"),
            (lambda: model.fit(X, np.zeros(200)), "one class"),
            (lambda: model.fit(X, rng.normal(size=200)), "not whole"),
            (lambda: model.fit(X, LABELS).predict(X[:, :3]), "X has 3 features, but Classifier is expecting 5 features"),
            (lambda: tenfold.Classifier("Linear(a)").fit(X, LABELS), "--net=network: character"),
            (lambda: tenfold.Classifier(optimizer=tenfold.SGD(1e6)).fit(X, LABELS), "diverged at step"),
            (lambda: model.fit(X, LABELS).predict(np.where(X > 2, np.nan, X)), "X: row .* is nan"),
            (lambda: tenfold.Classifier(settings={"epochs": 3}).fit(X, LABELS), "settings has 'epochs', wants"),
            (lambda: tenfold.Classifier(settings={"optimizer": "sgd"}).fit(X, LABELS), "settings has 'optimizer', wants"),
            (lambda: tenfold.Classifier(settings={"results_dir": "r"}).fit(X, LABELS), "settings has 'results_dir', wants"),
            (lambda: tenfold.Classifier(random_state=-1).fit(X, LABELS), "--seeds: .* is negative"),
        ):
            with self.assertRaisesRegex(ValueError, pattern) as context:
                call()
            self.assertNotIn("\n", str(context.exception))
        for wrong in (0.5, np.random.default_rng(0)):
            with self.assertRaisesRegex(TypeError, "random_state is .*, wants a whole number"):
                tenfold.Classifier(random_state=wrong).fit(X, LABELS)


class Frame:
    """As much of a DataFrame as the estimators see."""

    def __init__(self, values, columns):
        self.values, self.columns = values, columns

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)


if __name__ == "__main__":
    unittest.main()
