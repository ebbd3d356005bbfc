"""What an output is for: its last layer, a loss, metrics, and targets."""

import keras
import numpy as np

L = keras.layers
losses, metrics = keras.losses, keras.metrics


def head(draw, x, name, units, activation):
    return L.Dense(units, activation=activation, name=name)(x)


def name_of(metric):
    name = metric if isinstance(metric, str) else metric.name
    return {"acc": "accuracy"}.get(name, name)


def some(draw, *values):
    """None to three of these, each of another name."""
    drawn = draw.random.sample(values, draw.between(0, min(3, len(values))))
    return list({name_of(metric): metric for metric in drawn}.values())


def regression(draw, x, name):
    # Huber's delta is not saved by Keras.
    loss = draw.of(
        "mse", "mean_squared_error", "mae", losses.MeanAbsoluteError(), losses.Huber(), "huber", "log_cosh",
        "mean_absolute_percentage_error", "msle", losses.MeanSquaredLogarithmicError(), "poisson", "cosine_similarity",
        losses.CosineSimilarity(), losses.LogCosh(), losses.MeanSquaredError(reduction="sum"),
    )
    kind = loss if isinstance(loss, str) else loss.name
    positive = kind in ("msle", "mean_squared_logarithmic_error", "poisson")
    units = draw.between(2, 3) if kind == "cosine_similarity" else draw.of(1, 1, 2)
    measured = some(
        draw, "mae", "mse", metrics.MeanAbsoluteError(), metrics.RootMeanSquaredError(), "mean_absolute_percentage_error",
        metrics.MeanSquaredError(), metrics.CosineSimilarity(), metrics.LogCoshError(), "cosine_similarity", "msle",
        *([metrics.R2Score()] if len(x.shape) == 2 else []),
    )

    def targets(rng, shape):
        values = rng.normal(0, 1, shape)
        if positive:
            values = np.abs(values)
        # A share of nearly 0 would be a loss of millions.
        return values + np.copysign(0.5, values) if "percentage" in kind else values

    return head(draw, x, name, units, "softplus" if positive else draw.of("linear", "tanh")), loss, measured, targets


def binary(draw, x, name):
    logits = draw.chance(0.15)
    if logits:
        loss = losses.BinaryCrossentropy(from_logits=True)
    else:
        loss = draw.of(
            "binary_crossentropy", "binary_crossentropy", losses.BinaryCrossentropy(), losses.BinaryCrossentropy(label_smoothing=0.1),
            "hinge", "squared_hinge", losses.Hinge(), "mse", losses.BinaryFocalCrossentropy(gamma=1.5),
        )
    measured = some(
        draw, "accuracy", "accuracy", metrics.BinaryAccuracy(), metrics.BinaryAccuracy(threshold=0.4), metrics.Precision(),
        metrics.Recall(), metrics.Precision(thresholds=0.45), metrics.AUC(), "binary_accuracy", metrics.BinaryCrossentropy(),
        metrics.AUC(curve="PR", num_thresholds=50), "mae", "hinge", metrics.TruePositives(), metrics.FalseNegatives(),
    )
    units = draw.of(1, 1, 1, 3)
    activation = "linear" if logits else "tanh" if "hinge" in getattr(loss, "name", loss) and draw.chance(0.5) else "sigmoid"
    if units > 1 and len(x.shape) == 2:
        measured += some(draw, metrics.F1Score(average=draw.of("macro", "micro", "weighted"), threshold=0.5))
    return head(draw, x, name, units, activation), loss, measured, lambda rng, shape: rng.integers(0, 2, shape)


def classes(draw, x, name):
    units = draw.between(3, 4)
    logits = draw.chance(0.15)
    if logits:
        loss = losses.CategoricalCrossentropy(from_logits=True)
    else:
        loss = draw.of(
            "categorical_crossentropy", "categorical_crossentropy", losses.CategoricalCrossentropy(label_smoothing=0.1),
            "kl_divergence", "categorical_hinge", "mse", losses.KLDivergence(), losses.CategoricalFocalCrossentropy(),
        )
    measured = some(
        draw, "accuracy", "accuracy", "categorical_accuracy", metrics.CategoricalAccuracy(), metrics.TopKCategoricalAccuracy(k=2),
        "top_k_categorical_accuracy", *([metrics.F1Score(average="macro")] if len(x.shape) == 2 else []), metrics.Precision(), metrics.Recall(),
        metrics.CategoricalCrossentropy(), metrics.KLDivergence(), "mse", metrics.AUC(), metrics.Precision(top_k=2),
    )
    targets = lambda rng, shape: np.eye(units)[rng.integers(0, units, shape[:-1])]
    return head(draw, x, name, units, "linear" if logits else "softmax"), loss, measured, targets


def sparse_classes(draw, x, name):
    units = draw.between(3, 4)
    logits = draw.chance(0.15)
    if logits:
        loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    else:
        loss = draw.of("sparse_categorical_crossentropy", losses.SparseCategoricalCrossentropy())
    measured = some(
        draw, "accuracy", "accuracy", "sparse_categorical_accuracy", metrics.SparseCategoricalAccuracy(),
        metrics.SparseTopKCategoricalAccuracy(k=2), metrics.SparseCategoricalCrossentropy(),
    )
    flat = draw.chance(0.5)
    targets = lambda rng, shape: rng.integers(0, units, shape[:-1] if flat else (*shape[:-1], 1))
    return head(draw, x, name, units, "linear" if logits else "softmax"), loss, measured, targets


TASKS = {"regression": regression, "binary": binary, "classes": classes, "sparse classes": sparse_classes}


def task(draw, x, name):
    kind = draw.of(*TASKS)
    return (kind, *TASKS[kind](draw, x, name))
