"""Optimizers as values; their settings have the names that records have."""


class Optimizer:
    _name = ""

    def __init__(self, learning_rate, **settings):
        self._settings = {"optimizer": self._name, "learning_rate": learning_rate}
        self._settings.update((name, value) for name, value in settings.items() if value is not None)

    def settings(self):
        """The settings that it stands for, by name."""
        return dict(self._settings)

    def __repr__(self):
        others = {name: value for name, value in self._settings.items() if name not in ("optimizer", "learning_rate")}
        arguments = [repr(self._settings["learning_rate"])] + [f"{name}={value!r}" for name, value in others.items()]
        return f"{type(self).__name__}({', '.join(arguments)})"


class SGD(Optimizer):
    """Stochastic gradient descent, in PyTorch's form.

    learning_rate: above 0. momentum: 0 to 1, default 0. nesterov: needs a momentum above 0.
    """

    _name = "sgd"

    def __init__(self, learning_rate, *, momentum=None, nesterov=None):
        super().__init__(learning_rate, momentum=momentum, nesterov=nesterov)


class Adam(Optimizer):
    """Adam (Kingma & Ba 2015). Defaults: beta1 0.9, beta2 0.999, epsilon 1e-8."""

    _name = "adam"

    def __init__(self, learning_rate=0.005, *, beta1=None, beta2=None, epsilon=None):
        super().__init__(learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)


class AdamW(Optimizer):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019), on all parameters as PyTorch's."""

    _name = "adamw"

    def __init__(self, learning_rate=0.005, *, weight_decay, beta1=None, beta2=None, epsilon=None):
        super().__init__(learning_rate, weight_decay=weight_decay, beta1=beta1, beta2=beta2, epsilon=epsilon)
