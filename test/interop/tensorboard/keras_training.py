"""Trains with the TensorBoard callback of real Keras 3: the models, numbers and options of tensorboard.test.ts."""

import sys

import keras
import numpy as np

folder = sys.argv[1]


def numbers(*shape):
    return np.sin(np.arange(np.prod(shape))).reshape(shape).astype("float32")


x = numbers(40, 5)
y = (x.sum(axis=1, keepdims=True) > 0).astype("float32")


def train(model, name):
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            kernel, bias = layer.get_weights()
            layer.set_weights([numbers(*kernel.shape), numbers(*bias.shape) / 10])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="binary_crossentropy", metrics=["accuracy"])
    board = keras.callbacks.TensorBoard(
        f"{folder}/{name}", histogram_freq=2, write_images=True, write_steps_per_second=True, update_freq="batch"
    )
    model.fit(x, y, epochs=3, batch_size=6, validation_split=0.25, shuffle=False, verbose=0, callbacks=[board])


train(
    keras.Sequential(
        [
            keras.layers.Input((5,), name="hidden_input"),
            keras.layers.Dense(8, activation="tanh", name="hidden"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.Dense(1, activation="sigmoid", name="out"),
        ],
        name="net",
    ),
    "sequential",
)

entry = keras.layers.Input((5,), name="entry")
left = keras.layers.Dense(4, activation="tanh", name="left")(entry)
right = keras.layers.Dense(3, activation="tanh", name="right")(entry)
both = keras.layers.Concatenate(name="both")([left, right])
train(keras.Model(entry, keras.layers.Dense(1, activation="sigmoid", name="out")(both), name="branches"), "functional")
