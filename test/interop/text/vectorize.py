"""Turns texts into numbers with the TextVectorization of Keras.

Argument: a file of JSON, {"cases": [{"options", "train", "other"}]}; prints a JSON list of {"vocabulary", "rows"}.
"""

import json
import sys

import keras
import tensorflow as tf


def answer(case):
    layer = keras.layers.TextVectorization(**case["options"])
    if "vocabulary" not in case["options"]:
        layer.adapt(tf.data.Dataset.from_tensor_slices(case["train"]).batch(16))
    rows = layer(tf.constant(case["other"]))
    return {"vocabulary": layer.get_vocabulary(), "rows": rows.numpy().tolist()}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([answer(case) for case in json.load(file)["cases"]]))
