"""Gradients of expressions by their float inputs, with TensorFlow.

The first argument names a JSON file: a list of {"inputs": [{"dtype", "shape", "values"}], "python"}. Prints a list of
{"values": [[...], ...]} in the same order, numbers that JSON lacks as texts, or {"error"}.
"""

import json
import math
import sys

import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(1)


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]


def tensor(given):
    values = np.array([float(value) for value in given["values"]], dtype=np.float32)
    return tf.constant(values.reshape(given["shape"]).astype(given["dtype"]))


def sent_back(size):
    return (((np.arange(size) * 7 + 3) % 11) - 5.5) / 4


def differentiate(case):
    inputs = [tensor(given) for given in case["inputs"]]
    floats = [x for x in inputs if x.dtype == tf.float32]
    with tf.GradientTape() as tape:
        for x in floats:
            tape.watch(x)
        names = dict(zip("xyz", inputs))
        results = eval(case["python"], {"tf": tf, "np": np, **names})
        results = list(results) if isinstance(results, (list, tuple)) else [results]
        sizes = [int(tf.size(result)) for result in results]
    dy = np.split(sent_back(sum(sizes)), np.cumsum(sizes)[:-1])
    dy = [tf.constant(part.reshape(result.shape), result.dtype) for part, result in zip(dy, results)]
    gradients = tape.gradient(results, floats, output_gradients=dy)
    return [
        [0.0] * int(tf.size(x)) if dx is None else [plain(value) for value in tf.convert_to_tensor(dx).numpy().ravel()]
        for x, dx in zip(floats, gradients)
    ]


def answer(case):
    try:
        return {"values": differentiate(case)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


with open(sys.argv[1], encoding="utf8") as file:
    print(json.dumps([answer(case) for case in json.load(file)]))
