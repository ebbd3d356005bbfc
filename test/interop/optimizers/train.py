"""Trains a dense layer with optimizers of Keras.

The first argument names a JSON file: {"cases": [{"className", "config"}], "steps", "problem"}. Prints, for each case, the
rates of the steps, the weights after each, and the weights when Keras ends a training.
"""

import json
import re
import sys

import keras
import numpy as np


def snake(name):
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def options(config):
    return {snake(name): value(one) for name, one in config.items()}


def value(one):
    if isinstance(one, dict):
        return getattr(keras.optimizers.schedules, one["className"])(**options(one["config"]))
    return one


def train(case, steps, problem):
    names = {"beta1": "beta_1", "beta2": "beta_2"}
    config = {names.get(name, name): one for name, one in options(case["config"]).items()}
    for name in list(config):
        if re.match(r"l[12]_?[rs]", name) and not re.match(r"l[12]_", name):
            config[name[:2] + "_" + name[2:]] = config.pop(name)
    optimizer = getattr(keras.optimizers, case["className"])(**config)
    kernel = keras.Variable(np.array(problem["kernel"], "float32"))
    bias = keras.Variable(np.array(problem["bias"], "float32"))
    batches = [(np.array(x, "float32"), np.array(y, "float32")) for x, y in zip(problem["x"], problem["y"])]
    rates, weights = [], []
    read = lambda: [float(one) for variable in (kernel, bias) for one in np.ravel(variable.numpy())]
    for step in range(steps):
        x, y = batches[step % len(batches)]
        error = x @ kernel.numpy() + bias.numpy() - y
        slope = (2 * error / error.size).astype("float32")
        rates.append(float(optimizer.learning_rate))
        optimizer.apply(
            [keras.ops.convert_to_tensor(x.T @ slope), keras.ops.convert_to_tensor(slope.sum(0))], [kernel, bias]
        )
        weights.append(read())
    optimizer.finalize_variable_values([kernel, bias])
    return {"rates": rates, "weights": weights, "final": read()}


with open(sys.argv[1], encoding="utf8") as file:
    asked = json.load(file)
print(json.dumps([train(case, asked["steps"], asked["problem"]) for case in asked["cases"]]))
