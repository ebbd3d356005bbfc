"""A network and its training in a few words, for the report of a failure."""

import keras

TOLD = (
    "units", "filters", "kernel_size", "strides", "padding", "dilation_rate", "activation", "recurrent_activation", "use_bias",
    "return_sequences", "go_backwards", "merge_mode", "mask_zero", "mask_value", "center", "scale", "axis", "reset_after", "unroll",
)
USUAL = (None, "linear", [1], [1, 1], (1,), (1, 1), "valid", False)


def short(value):
    """An object of Keras as its class and what it is made of."""
    if isinstance(value, dict) and "class_name" in value:
        inner = {k: v for k, v in value.get("config", {}).items() if k not in ("name", "dtype", "seed", "reduction") and v is not None}
        return f"{value['class_name']}({', '.join(f'{k}={short(v)}' for k, v in inner.items())})"
    return str(value)


def layer(one):
    config = one.get_config()
    options = [f"{key}={config[key]}" for key in TOLD if key in config and config[key] not in USUAL]
    options += [f"{key}={short(value)}" for key, value in config.items() if key.endswith(("_regularizer", "_constraint")) and value is not None]
    inside = [layer(inner) for inner in getattr(one, "layers", [])] + ([layer(one.forward_layer)] if hasattr(one, "forward_layer") else [])
    return f"{type(one).__name__}({', '.join(inside + options)})"


def network(model):
    return " → ".join(layer(one) for one in model.layers if type(one).__name__ != "InputLayer")


def serialized(value):
    return short(keras.saving.serialize_keras_object(value))


def training(optimizer, losses, metrics, compiled):
    words = [", ".join(serialized(one) for one in [loss, *measured]) for loss, measured in zip(losses, metrics)]
    return " | ".join([serialized(optimizer), *words, *(name for name in ("weighted_metrics", "loss_weights") if name in compiled)])


def fitting(fit, rows):
    plain = [f"{key} {value}" for key, value in fit.items() if isinstance(value, (int, float, dict))]
    return ", ".join([f"{rows} rows", *plain, *(key for key, value in fit.items() if isinstance(value, list))])
