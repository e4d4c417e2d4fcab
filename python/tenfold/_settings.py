"""Arguments as the library takes them; what it cannot take is said in a line."""

import numbers
import operator

import numpy as np


def whole(name, value, bits=63):
    """An int of fewer than so many bits. TypeError unless it is a whole number, ValueError if it is too large."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is {shown(value)}, wants a whole number") from None
    if abs(number) >> bits:
        raise ValueError(f"{name} is {number}, wants less than 2^{bits}")
    return number


def numeric(array, name):
    """An array of booleans, whole or real numbers; texts of numbers are read. ValueError for others."""
    array = np.asarray(array)
    if array.dtype.kind in "biuf":
        return array
    try:
        if array.dtype.kind in "OUS":
            return array.astype(float)
    except (TypeError, ValueError):
        pass
    raise ValueError(f"{name}: holds values of type {array.dtype}, wants numbers")


def shown(value):
    """Its repr in a line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


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
