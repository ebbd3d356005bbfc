"""Trains a model on the data of a case, and gives what came out."""

import keras
import numpy as np


class Diverged(Exception):
    """Past a certain size numbers no longer tell how like two trainings are."""


def stored(array):
    return {"shape": list(array.shape), "data": [float(value) for value in np.asarray(array, "float32").ravel()]}


def arrays(list_of_stored):
    """As Keras takes them: one alone, or a list."""
    made = [np.array(one["data"], "float32").reshape(one["shape"]) for one in list_of_stored]
    return made[0] if len(made) == 1 else made


def numbers(logs):
    return {key: np.asarray(value, "float64").ravel().tolist() for key, value in logs.items()}


def predicted(model, x):
    result = model(x, training=False)
    return [stored(np.asarray(output)) for output in (result if isinstance(result, (list, tuple)) else [result])]


def arguments(fit):
    given = {"epochs": fit["epochs"], "batch_size": fit["batchSize"]}
    if "validationSplit" in fit:
        given["validation_split"] = fit["validationSplit"]
    if "validationData" in fit:
        given["validation_data"] = tuple(arrays(part) for part in fit["validationData"])
    if "sampleWeight" in fit:
        given["sample_weight"] = arrays(fit["sampleWeight"])
    if "classWeight" in fit:
        given["class_weight"] = {int(key): weight for key, weight in fit["classWeight"].items()}
    return given


def update_whole_embeddings(optimizer):
    """TensorFlow updates the rows of an embedding that a batch has, other backends all rows. Here TensorFlow does so too."""
    import tensorflow as tf

    apply = optimizer.apply

    def whole(gradients, *rest, **more):
        return apply([None if gradient is None else tf.convert_to_tensor(gradient) for gradient in gradients], *rest, **more)

    optimizer.apply = whole


def train(model, case, evaluates):
    """@raises Diverged"""
    if keras.backend.backend() == "tensorflow":
        # Tracing a graph takes longer than these few steps.
        model.run_eagerly = True
        update_whole_embeddings(model.optimizer)
    x, y, fit = arrays(case["inputs"]), arrays(case["targets"]), case["fit"]
    history = model.fit(x, y, shuffle=False, verbose=0, **arguments(fit)).history
    for values in history.values():
        if not np.all(np.isfinite(values)) or np.max(np.abs(values)) > 1e4:
            raise Diverged()
    trained = {"history": {key: [np.asarray(value, "float64").ravel().tolist() for value in values] for key, values in history.items()}}
    trained["after"] = predicted(model, x)
    if evaluates:
        weights = arguments(fit).get("sample_weight")
        logs = model.evaluate(x, y, batch_size=fit["batchSize"], verbose=0, return_dict=True, sample_weight=weights)
        trained["evaluated"] = numbers(logs)
    return trained
