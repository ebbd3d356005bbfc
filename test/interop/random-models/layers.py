"""Layers with random options."""

import keras

from parts import activation, constraint, regularizer, weight_options

L = keras.layers


def dense(draw, units=None, normalized=False):
    options = weight_options(draw)
    if draw.chance(0.03):
        options["activity_regularizer"] = regularizer(draw)
    if normalized or draw.chance(0.1):
        options = {key: value for key, value in options.items() if not key.startswith("bias")} | {"use_bias": False}
    return L.Dense(units or draw.between(2, 5), activation=None if normalized else activation(draw), **options)


def batch_normalization(draw):
    options = {}
    for name in ("gamma", "beta"):
        if draw.chance(0.15):
            options[f"{name}_regularizer"] = regularizer(draw)
        if draw.chance(0.1):
            options[f"{name}_constraint"] = constraint(draw)
    return L.BatchNormalization(
        momentum=draw.of(0.99, 0.9, 0.6), epsilon=draw.of(1e-3, 1e-2), center=draw.chance(0.85), scale=draw.chance(0.85), **options
    )


def layer_normalization(draw):
    return L.LayerNormalization(epsilon=draw.of(1e-3, 1e-2), center=draw.chance(0.85), scale=draw.chance(0.85))


def without_weights(draw):
    """Layers that take any shape."""
    return draw.of(
        lambda: L.Activation(activation(draw)),
        lambda: L.ReLU(),
        lambda: L.ReLU(max_value=1.0),
        lambda: L.LeakyReLU(negative_slope=draw.of(0.3, 0.1)),
        lambda: L.ELU(),
        lambda: L.PReLU(alpha_initializer=keras.initializers.Constant(0.2)),
        lambda: L.Softmax(),
        lambda: L.Dropout(0.0),
        lambda: L.GaussianNoise(0.0),
        lambda: L.GaussianDropout(0.0),
        lambda: L.Rescaling(0.5, offset=0.1),
    )()


def recurrent(draw, sequences, both_ways=False):
    kind = draw.of("SimpleRNN", "GRU", "LSTM")
    options = weight_options(draw, ("kernel", "recurrent", "bias"), 0.15)
    options.pop("recurrent_initializer", None)
    if draw.chance(0.3):
        options["activation"] = draw.of("relu", "tanh", "sigmoid", "softsign")
    if kind != "SimpleRNN" and draw.chance(0.2):
        options["recurrent_activation"] = draw.of("sigmoid", "tanh", "hard_sigmoid")
    if kind == "GRU":
        options["reset_after"] = draw.chance(0.7)
    if kind == "LSTM":
        options["unit_forget_bias"] = draw.chance(0.7)
    if not both_ways and draw.chance(0.15):
        options["go_backwards"] = True
    if draw.chance(0.15):
        options["unroll"] = True
    if draw.chance(0.1):
        options["use_bias"] = False
        options = {key: value for key, value in options.items() if not key.startswith("bias")}
    return getattr(L, kind)(draw.between(2, 4), return_sequences=sequences, **options)


def maybe_bidirectional(draw, sequences):
    if not draw.chance(0.3):
        return recurrent(draw, sequences)
    layer = recurrent(draw, sequences, both_ways=True)
    return L.Bidirectional(layer, merge_mode=draw.of("concat", "concat", "sum", "mul", "ave"))


def convolution(draw, dimensions, size, normalized=False):
    """A convolution for images of this many pixels each way, at least 3."""
    kernel = draw.of(1, 2, 3)
    stride = draw.of(1, 1, 2)
    common = {"padding": draw.of("same", "valid"), "activation": None if normalized else activation(draw), "use_bias": not normalized and draw.chance(0.9)}
    if common["activation"] in ("softmax", "log_softmax"):
        common["activation"] = "tanh"
    bias = ("bias",) if common["use_bias"] else ()
    if dimensions == 1:
        if stride == 1 and draw.chance(0.3) and size >= 5:
            common["dilation_rate"] = 2
        if draw.chance(0.15):
            common["padding"] = "causal"
        return L.Conv1D(draw.between(2, 4), kernel, strides=stride, **common, **weight_options(draw, ("kernel", *bias)))
    if dimensions == 3:
        return L.Conv3D(2, kernel, strides=stride, **common, **weight_options(draw, ("kernel", *bias)))
    kind = draw.of("Conv2D", "Conv2D", "Conv2D", "SeparableConv2D", "DepthwiseConv2D", "Conv2DTranspose")
    if kind != "Conv2DTranspose" and stride == 1 and size >= 5 and draw.chance(0.25):
        common["dilation_rate"] = 2
    if kind == "Conv2D":
        if draw.chance(0.2):
            kernel = (kernel, draw.of(1, 2, 3))
        return L.Conv2D(draw.between(2, 4), kernel, strides=stride, **common, **weight_options(draw, ("kernel", *bias)))
    if kind == "SeparableConv2D":
        options = weight_options(draw, ("depthwise", "pointwise", *bias))
        return L.SeparableConv2D(draw.between(2, 4), kernel, strides=stride, depth_multiplier=draw.of(1, 2), **common, **options)
    if kind == "DepthwiseConv2D":
        return L.DepthwiseConv2D(kernel, strides=stride, depth_multiplier=draw.of(1, 2), **common, **weight_options(draw, ("depthwise", *bias)))
    return L.Conv2DTranspose(draw.between(2, 3), kernel, strides=stride, **common, **weight_options(draw, ("kernel", *bias)))


def pooling(draw, dimensions):
    kind = draw.of("MaxPooling", "AveragePooling")
    strides = draw.of(None, 1)
    return getattr(L, f"{kind}{dimensions}D")(2, strides=strides, padding=draw.of("same", "valid"))


def embedding(draw, vocabulary, masked):
    options = weight_options(draw, ("embeddings",), 0.2)
    options.pop("embeddings_initializer", None)
    return L.Embedding(vocabulary, draw.between(2, 4), mask_zero=masked, **options)
