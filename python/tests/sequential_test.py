"""One network whose passes the caller runs."""

import unittest

import numpy as np

import tenfold


class Sequential(unittest.TestCase):
    def test_learns_a_circle(self):
        points = np.random.default_rng(0).uniform(-1, 1, (200, 2)).astype(np.float32)
        targets = np.where((points**2).sum(axis=1, keepdims=True) < 0.64, 1.0, -1.0)
        net = tenfold.Sequential("Linear(25), ReLU(), Linear(25), ReLU(), Linear(1), Tanh()", 2, seed=1,
                                 optimizer=tenfold.SGD(0.1, momentum=0.9))  # fmt: skip
        losses = []
        for _ in range(300):
            net.zero_grad()
            loss, grad = tenfold.mse(net.forward(points), targets)
            losses.append(loss)
            self.assertEqual(net.backward(grad).shape, points.shape)
            net.step()
        self.assertGreater(losses[0], 0.8)
        self.assertLess(losses[-1], 0.1)

    def test_passes_are_those_of_numpy(self):
        net = tenfold.Sequential("Linear(3), Tanh(), Linear(2)", 4)
        x = np.random.default_rng(1).normal(size=(5, 4)).astype(np.float32)
        w = net.weights
        hidden = np.tanh(x @ w["0.weight"].T + w["0.bias"])
        output = net.forward(x)
        np.testing.assert_allclose(output, hidden @ w["2.weight"].T + w["2.bias"], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(net.activation(1), hidden, rtol=1e-5, atol=1e-6)
        np.testing.assert_array_equal(net.evaluate(x), output)
        classes = np.array([0, 1, 1, 0, 1])
        loss, grad = tenfold.cross_entropy(output, classes)
        softmax = np.exp(output) / np.exp(output).sum(axis=1, keepdims=True)
        self.assertAlmostEqual(loss, -np.log(softmax[np.arange(5), classes]).mean(), places=5)
        np.testing.assert_allclose(grad, (softmax - np.eye(2)[classes]) / 5, rtol=1e-4, atol=1e-6)
        net.zero_grad()
        grad_input = net.backward(grad)
        grad_hidden = (grad @ w["2.weight"]) * (1 - hidden**2)
        np.testing.assert_allclose(net.gradients["2.weight"], grad.T @ hidden, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(net.gradients["0.bias"], grad_hidden.sum(axis=0), rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(grad_input, grad_hidden @ w["0.weight"], rtol=1e-4, atol=1e-6)

    def test_a_residual_adds_its_input(self):
        net = tenfold.Sequential("Residual(Linear(3), Tanh()), Linear(2)", 3)
        x = np.random.default_rng(1).normal(size=(5, 3)).astype(np.float32)
        w = net.weights
        tanh = np.tanh(x @ w["0.0.weight"].T + w["0.0.bias"])
        output = net.forward(x)
        np.testing.assert_allclose(net.activation(0), x + tanh, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(output, (x + tanh) @ w["1.weight"].T + w["1.bias"], rtol=1e-5, atol=1e-6)
        grad = np.ones((5, 2), np.float32)
        of_sum = grad @ w["1.weight"]
        wanted = of_sum + (of_sum * (1 - tanh**2)) @ w["0.0.weight"]
        np.testing.assert_allclose(net.backward(grad), wanted, rtol=1e-4, atol=1e-6)

    def test_weights_can_be_set(self):
        net = tenfold.Sequential("Linear(1), ReLU()", 2)
        net.set_weight("0.weight", [[2, -1]])
        net.set_weight("0.bias", [0.5])
        np.testing.assert_array_equal(net.forward([[1, 0], [0, 3]]), [[2.5], [0]])
        with self.assertRaisesRegex(ValueError, r"0.bias: has shape \[2\], wants \[1\]"):
            net.set_weight("0.bias", [1, 2])
        with self.assertRaises(KeyError):
            net.set_weight("1.bias", [1])

    def test_images(self):
        net = tenfold.Sequential("Conv2d(3, kernel_size=3), ReLU(), MaxPool2d(2), Flatten(), Linear(4)", (1, 8, 8))
        self.assertEqual(net.forward(np.zeros((6, 1, 8, 8))).shape, (6, 4))
        self.assertEqual(net.backward(np.zeros((6, 4))).shape, (6, 1, 8, 8))

    def test_what_does_not_fit_raises(self):
        net = tenfold.Sequential("Linear(3)", 2)
        for call, pattern in (
            (lambda: net.backward(np.zeros((1, 3))), "wants a forward pass"),
            (lambda: net.forward(np.zeros((1, 3))), r"input: has shape \[1, 3\], wants \[1, 2\]"),
            (lambda: net.forward(np.zeros(2)), r"input: has shape \[2\], wants \[2, 2\]"),
            (lambda: net.forward(np.zeros((0, 2))), "input: has no rows"),
            (lambda: net.forward(np.zeros((4, 2))) is net.backward(np.zeros((4, 2))), r"grad_output: .*wants \[4, 3\]"),
            (lambda: net.step(), "no optimizer"),
            (lambda: tenfold.Sequential("Linear(3)", 0), r"input_shape: is \[0\]"),
            (lambda: tenfold.Sequential("Linear(3), Linear(4, 2)", 2), r"character 12: Linear\(4, 2\) takes rows"),
            (lambda: tenfold.Sequential("", 2), "character 1"),
            (lambda: tenfold.mse(np.zeros((2, 1)), np.zeros(2)), r"target: has shape \[2\], wants \[2, 1\]"),
            (lambda: tenfold.cross_entropy(np.zeros((2, 3)), [0, 3]), "classes: has class 3, wants 0 to 2"),
            (lambda: tenfold.cross_entropy(np.zeros((2, 3)), [0.5, 1]), "classes: holds values of type float64"),
            (lambda: tenfold.cross_entropy(np.zeros((2, 3)), [0]), r"classes: has shape \[1\], wants \[2\]"),
            (lambda: net.forward([["a", "b"]]), "input: holds values of type <U1, wants numbers"),
            (lambda: net.set_weight("0.bias", ["a", "b", "c"]), "0.bias: holds values of type <U1, wants numbers"),
            (lambda: tenfold.mse("a", "b"), "output: holds values of type <U1, wants numbers"),
            (lambda: tenfold.Sequential("Linear(3)", 2, seed=-1), "seed is -1, wants 0 or more"),
            (lambda: tenfold.Sequential(3, 2), "character 2"),
        ):
            with self.assertRaisesRegex(ValueError, pattern) as context:
                call()
            self.assertNotIn("\n", str(context.exception))
        for call, pattern in (
            (lambda: tenfold.Sequential("Linear(3)", "2"), "a size of input_shape is '2', wants a whole number"),
            (lambda: tenfold.Sequential("Linear(3)", 2, seed=0.5), "seed is 0.5, wants a whole number"),
            (lambda: net.activation("0"), "layer is '0', wants a whole number"),
        ):
            with self.assertRaisesRegex(TypeError, pattern):
                call()
        with self.assertRaises(IndexError):
            net.forward(np.zeros((1, 2)))
            net.activation(1)
        with self.assertRaisesRegex(ValueError, "learning_rate is -1.0, wants"):
            net.optimizer = tenfold.SGD(-1.0)


if __name__ == "__main__":
    unittest.main()
