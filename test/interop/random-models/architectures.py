"""Random networks: each family gives inputs, the tensors that become outputs, and how to make data for the inputs."""

import keras
import numpy as np

import layers as make

L = keras.layers
VOCABULARY = 9


def numbers(shape):
    return lambda rng, n: rng.normal(0, 1, (n, *shape)).astype("float32")


def tokens(length, padded):
    def data(rng, n):
        values = rng.integers(1 if padded else 0, VOCABULARY, (n, length))
        if padded:
            for row in values:
                row[rng.integers(1, length + 1):] = 0
        return values.astype("float32")
    return data


def padded_numbers(length, channels, value):
    def data(rng, n):
        values = rng.normal(0, 1, (n, length, channels)).astype("float32")
        for row in values:
            row[rng.integers(1, length + 1):] = value
        return values
    return data


def dense(draw, adaptive):
    size = draw.between(2, 5)
    x = inputs = keras.Input((size,))
    for _ in range(draw.between(1, 3)):
        if draw.chance(0.3):
            x = make.dense(draw, normalized=adaptive)(x)
            x = draw.of(make.batch_normalization, make.layer_normalization)(draw)(x)
        else:
            x = make.dense(draw)(x)
        if draw.chance(0.3):
            x = make.without_weights(draw)(x)
    return [inputs], [x], [numbers((size,))]


def convolutional(dimensions):
    def build(draw, adaptive):
        size = draw.between(5, 8) if dimensions < 3 else 4
        shape = (size,) * dimensions + (draw.between(1, 3),)
        x = inputs = keras.Input(shape)
        for _ in range(draw.between(1, 3)):
            size = min(x.shape[1:-1])
            if size < 3:
                break
            if draw.chance(0.25):
                x = make.convolution(draw, dimensions, size, normalized=adaptive)(x)
                x = make.batch_normalization(draw)(x)
            else:
                x = make.convolution(draw, dimensions, size)(x)
            if min(x.shape[1:-1]) >= 2 and draw.chance(0.4):
                x = make.pooling(draw, dimensions)(x)
            if dimensions == 2 and draw.chance(0.2):
                x = draw.of(L.ZeroPadding2D(1), L.UpSampling2D(2), L.ZeroPadding2D(((1, 0), (0, 2))))(x)
            if dimensions == 2 and min(x.shape[1:-1]) >= 4 and draw.chance(0.1):
                x = L.Cropping2D(1)(x)
            if draw.chance(0.15):
                x = make.without_weights(draw)(x)
        ends = [L.Flatten]
        if dimensions < 3:
            ends += [getattr(L, f"Global{kind}Pooling{dimensions}D") for kind in ("Average", "Max")]
        x = draw.of(*ends)()(x)
        if draw.chance(0.3):
            x = make.dense(draw)(x)
        return [inputs], [x], [numbers(shape)]
    return build


def over_time(draw, x, sequence, masked):
    """Layers over a sequence; gives a sequence or a vector."""
    for _ in range(draw.between(0, 2)):
        x = draw.of(
            lambda x: make.maybe_bidirectional(draw, True)(x),
            lambda x: make.maybe_bidirectional(draw, True)(x),
            lambda x: make.dense(draw)(x),
            lambda x: L.TimeDistributed(make.dense(draw))(x),
            lambda x: L.Dropout(0.0)(x),
            lambda x: L.SpatialDropout1D(0.0)(x),
            lambda x: make.layer_normalization(draw)(x),
            lambda x: make.batch_normalization(draw)(x),
            lambda x: L.Activation("tanh")(x),
        )(x)
    if sequence:
        return make.maybe_bidirectional(draw, True)(x) if draw.chance(0.5) else x
    return draw.of(
        lambda x: make.maybe_bidirectional(draw, False)(x),
        lambda x: make.maybe_bidirectional(draw, False)(x),
        lambda x: L.GlobalAveragePooling1D()(x),
        lambda x: L.GlobalMaxPooling1D()(x),
        lambda x: L.Flatten()(x),
    )(x)


def recurrent(draw, adaptive):
    length, channels = draw.between(3, 5), draw.between(1, 3)
    x = inputs = keras.Input((length, channels))
    sequence = draw.chance(0.3)
    x = make.maybe_bidirectional(draw, True)(x)
    x = over_time(draw, x, sequence, False)
    if not sequence and draw.chance(0.15):
        x = make.maybe_bidirectional(draw, True)(L.RepeatVector(3)(x))
    return [inputs], [x], [numbers((length, channels))]


def masked(draw, adaptive):
    length = draw.between(3, 5)
    if draw.chance(0.6):
        inputs = keras.Input((length,))
        x = make.embedding(draw, VOCABULARY, True)(inputs)
        data = tokens(length, True)
    else:
        channels, value = draw.between(1, 3), draw.of(0.0, -1.0)
        inputs = keras.Input((length, channels))
        x = L.Masking(value)(inputs)
        data = padded_numbers(length, channels, value)
    x = over_time(draw, x, draw.chance(0.3), True)
    return [inputs], [x], [data]


def embedding(draw, adaptive):
    length = draw.between(3, 6)
    inputs = keras.Input((length,))
    x = make.embedding(draw, VOCABULARY, False)(inputs)
    if draw.chance(0.3):
        x = make.convolution(draw, 1, length)(x)
    x = over_time(draw, x, draw.chance(0.15), False)
    return [inputs], [x], [tokens(length, False)]


def branches(draw, adaptive):
    size = draw.between(2, 4)
    count = draw.between(1, 3)
    inputs = [keras.Input((size,)) for _ in range(count)]
    width = draw.between(2, 4)
    if draw.chance(0.35):
        shared = make.dense(draw, width)
        arms = [shared(x) for x in inputs] + ([shared(inputs[0])] if count == 1 else [])
    else:
        arms = [make.dense(draw, width)(inputs[i % count]) for i in range(max(2, count))]
    if draw.chance(0.25):
        inner = keras.Sequential([keras.Input((width,)), make.dense(draw, width), make.dense(draw, width)])
        arms[0] = inner(arms[0])
    kind = draw.of("Add", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot")
    merged = L.Dot(1, normalize=draw.chance(0.4))(arms[:2]) if kind == "Dot" else getattr(L, kind)()(arms)
    if draw.chance(0.4):
        merged = draw.of(L.Add, L.Concatenate, L.Multiply)()([make.dense(draw, width)(merged), arms[0]])
    heads = [make.dense(draw)(merged)]
    if draw.chance(0.5):
        heads.append(make.dense(draw)(arms[-1]))
    return inputs, heads, [numbers((size,))] * count


FAMILIES = {
    "dense": dense,
    "conv2d": convolutional(2),
    "conv1d": convolutional(1),
    "recurrent": recurrent,
    "masked": masked,
    "embedding": embedding,
    "branches": branches,
    "masked again": masked,
    "recurrent again": recurrent,
    "conv3d": convolutional(3),
}


def family(seed):
    """Three dimensions are rare in labs: one in forty."""
    names = list(FAMILIES)
    name = names[seed % len(names)]
    return "dense" if name == "conv3d" and seed % 40 != 9 else name
