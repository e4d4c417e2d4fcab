"""Settings as the library takes them: name=value."""

import numbers

import numpy as np


def assignments(settings):
    """["epochs=5", "nesterov=true"] of a dict; what is None is left out."""
    return [f"{name}={_text(value)}" for name, value in settings.items() if value is not None]


def _text(value):
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return repr(float(value))
    return str(value)
