"""Files of weights: https://github.com/huggingface/safetensors, the format's own description."""

import json
import os

import numpy as np


def write_safetensors(path, arrays, metadata):
    """Writes float32 arrays by name; the file appears whole or not at all."""
    header, begin = {"__metadata__": metadata}, 0
    values = {name: np.ascontiguousarray(array, "<f4") for name, array in arrays.items()}
    for name, array in values.items():
        offsets = [begin, begin + array.nbytes]
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": offsets}
        begin = offsets[1]
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    unfinished = f"{os.fspath(path)}.{os.getpid()}.tmp"
    try:
        with open(unfinished, "wb") as file:
            file.write(len(text).to_bytes(8, "little") + text)
            for array in values.values():
                file.write(array.tobytes())
        os.replace(unfinished, path)
    except BaseException:
        if os.path.exists(unfinished):
            os.remove(unfinished)
        raise
