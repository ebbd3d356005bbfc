"""What layers are made of: activations, initializers, regularizers, constraints."""

import keras

ACTIVATIONS = (
    "relu", "relu", "tanh", "tanh", "sigmoid", "elu", "selu", "softplus", "softsign", "swish", "silu", "gelu", "mish",
    "relu6", "linear", "softmax", "log_softmax", "hard_sigmoid", "exponential", "leaky_relu",
)
RARE = ("hard_sigmoid", "exponential", "leaky_relu", "log_softmax")


def activation(draw):
    name = draw.of(*ACTIVATIONS)
    return draw.of(name, "tanh") if name in RARE else name


def initializer(draw):
    i = keras.initializers
    return draw.of(
        "glorot_uniform", "glorot_normal", "he_normal", "he_uniform", "lecun_normal", "lecun_uniform", "orthogonal",
        i.RandomNormal(0.0, 0.3), i.RandomUniform(-0.4, 0.4), i.TruncatedNormal(0.1, 0.3),
        i.VarianceScaling(1.5, "fan_avg", "uniform"), i.Constant(0.2), "random_normal",
    )


def regularizer(draw):
    r = keras.regularizers
    return draw.of("l1", "l2", r.L1(0.03), r.L2(0.02), r.L1L2(0.01, 0.03), r.L1L2(0.02, 0.01))


def constraint(draw):
    c = keras.constraints
    return draw.of("non_neg", "max_norm", "unit_norm", c.MaxNorm(0.8), c.UnitNorm(), c.NonNeg(), c.MinMaxNorm(0.2, 0.9, rate=0.7))


def weight_options(draw, names=("kernel", "bias"), frequency=0.25):
    """Initializers, penalties and constraints for some of a layer's weights."""
    options = {}
    for name in names:
        plain = name != "bias"
        if plain and draw.chance(0.4):
            options[f"{name}_initializer"] = initializer(draw)
        elif not plain and draw.chance(0.3):
            options[f"{name}_initializer"] = draw.of("ones", keras.initializers.Constant(0.1), "random_normal")
        if draw.chance(frequency):
            options[f"{name}_regularizer"] = regularizer(draw)
        if draw.chance(frequency / 2):
            options[f"{name}_constraint"] = constraint(draw)
    return options
