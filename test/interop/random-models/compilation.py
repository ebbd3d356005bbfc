"""Optimizers with random options."""

import keras

o = keras.optimizers

ADAPTIVE = ("Adam", "AdamW", "Adamax", "Nadam", "RMSprop", "Adagrad", "Adadelta")


def learning_rate(draw, least, most):
    rate = draw.number(least, most)
    if not draw.chance(0.1):
        return rate
    s = o.schedules
    return draw.of(
        s.ExponentialDecay(rate, 3, 0.7),
        s.ExponentialDecay(rate, 2, 0.5, staircase=True),
        s.InverseTimeDecay(rate, 3, 0.5),
        s.PiecewiseConstantDecay([2, 5], [rate, rate / 2, rate / 4]),
        s.PolynomialDecay(rate, 6, rate / 10, power=2.0),
        s.CosineDecay(rate, 8),
    )


def limits(draw):
    """Options that every optimizer has; most have none of them."""
    if draw.chance(0.7):
        return {}
    return draw.of(
        {"clipnorm": 0.5}, {"clipvalue": 0.1}, {"global_clipnorm": 0.7}, {"weight_decay": 0.02},
        {"use_ema": True, "ema_momentum": 0.8}, {"gradient_accumulation_steps": 2},
    )


def optimizer(draw):
    kind = draw.of("SGD", "SGD", "SGD", *ADAPTIVE)
    more = limits(draw)
    if kind == "SGD":
        momentum = draw.of(0.0, 0.0, 0.9, 0.5)
        return o.SGD(learning_rate(draw, 0.01, 0.1), momentum=momentum, nesterov=momentum > 0 and draw.chance(0.5), **more)
    rate = learning_rate(draw, 0.3, 1.0) if kind == "Adadelta" else learning_rate(draw, 0.003, 0.05)
    # Where a gradient is nothing but rounding, a small epsilon makes a step of a whole learning rate out of it.
    epsilon = draw.of(1e-7, 1e-4, 1e-3)
    if kind == "RMSprop":
        options = {"rho": draw.of(0.9, 0.7), "momentum": draw.of(0.0, 0.0, 0.6), "centered": draw.chance(0.25)}
        return o.RMSprop(rate, epsilon=max(epsilon, 1e-4) if options["centered"] else epsilon, **options, **more)
    if kind == "Adagrad":
        return o.Adagrad(rate, initial_accumulator_value=draw.of(0.1, 0.05), epsilon=epsilon, **more)
    if kind == "Adadelta":
        return o.Adadelta(rate, rho=draw.of(0.95, 0.8), epsilon=epsilon, **more)
    options = {"beta_1": draw.of(0.9, 0.8), "beta_2": draw.of(0.999, 0.98), "epsilon": epsilon, **more}
    if kind == "AdamW":
        options["weight_decay"] = 0.01
    if kind == "Adam" and draw.chance(0.15):
        options["amsgrad"] = True
    return getattr(o, kind)(rate, **options)
