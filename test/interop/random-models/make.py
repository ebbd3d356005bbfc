"""Makes random models, trains them with Keras, and stores what came out.

    KERAS_BACKEND=tensorflow python make.py FOLDER '[0, 1, 2]'

writes FOLDER/SEED.json, SEED.keras or .h5, and SEED.weights.h5 with the trained weights, for each of the seeds.
"""

import json
import os
import sys
import traceback

import keras
import numpy as np

import compilation
import describe
import tasks
from architectures import FAMILIES, family
from draw import Draw
from training import Diverged, arrays, predicted, stored, train


def move_all(model, rng):
    """Weights that begin at 0 or 1 hide mistakes."""
    for weight in model.weights:
        if weight.dtype == "float32":
            noise = rng.normal(0, 0.15, weight.shape).astype("float32")
            weight.assign(weight.numpy() + (np.abs(noise) if "variance" in weight.name else noise))


def network(draw, seed, adaptive):
    """A model and how to make its inputs and targets; with names, losses and metrics of its outputs."""
    kind = family(seed)
    inputs, ends, makers = FAMILIES[kind](draw, adaptive)
    kinds, outputs, losses, metrics, targets = zip(*(tasks.task(draw, x, f"out{i}") for i, x in enumerate(ends)))
    model = keras.Model(inputs, list(outputs) if len(outputs) > 1 else outputs[0])
    if kind != "branches" and draw.chance(0.5):
        model = keras.Sequential(model.layers)
    return model, makers, kinds, losses, metrics, targets


def data(model, makers, targets, rng, n):
    x = [stored(maker(rng, n)) for maker in makers]
    y = [stored(np.asarray(target(rng, (n, *output.shape[1:])))) for target, output in zip(targets, model.outputs)]
    return x, y


def sample_weights(rng, n, outputs):
    """One for each row; for a sequence one for each step, as a mask of the steps wants it. Some are 0."""
    shapes = [(n, *output.shape[1:-1]) for output in outputs]
    return [stored(np.where(rng.random(shape) < 0.2, 0, rng.uniform(0.2, 2, shape))) for shape in shapes]


def fitting(draw, rng, model, kinds, make_data):
    n = draw.between(5, 11)
    x, y = make_data(n)
    fit = {"epochs": draw.of(2, 2, 2, 3), "batchSize": draw.of(3, 4, 5, 6)}
    validation = draw.of("none", "data", "data", "weighted", "split")
    if validation == "split":
        fit["validationSplit"] = draw.of(0.2, 0.3)
    elif validation != "none":
        held = draw.between(3, 5)
        fit["validationData"] = list(make_data(held))
        if validation == "weighted":
            fit["validationData"].append(sample_weights(rng, held, model.outputs))
    if draw.chance(0.3):
        fit["sampleWeight"] = sample_weights(rng, n, model.outputs)
    elif len(kinds) == 1 and "classes" in kinds[0] and len(model.outputs[0].shape) == 2 and draw.chance(0.35):
        fit["classWeight"] = {i: draw.number(0.3, 2) for i in range(4)}
    return x, y, fit


def compile_arguments(draw, losses, metrics):
    several = len(losses) > 1
    given = {"loss": list(losses) if several else losses[0]}
    if any(metrics):
        given["weighted_metrics" if draw.chance(0.12) else "metrics"] = [list(m) for m in metrics] if several else metrics[0]
    if several and draw.chance(0.3):
        given["loss_weights"] = [draw.number(0.2, 2) for _ in losses]
    return given


def make(seed, attempt, folder):
    draw, rng = Draw(f"{seed}, attempt {attempt}"), np.random.default_rng([seed, attempt])
    keras.utils.set_random_seed(seed)
    optimizer = compilation.optimizer(draw)
    model, makers, kinds, losses, metrics, targets = network(draw, seed, type(optimizer).__name__ in compilation.ADAPTIVE)
    move_all(model, rng)
    compiled = compile_arguments(draw, losses, metrics)
    model.compile(optimizer, **compiled)
    name = f"{seed}.{'h5' if seed % 5 == 4 else 'keras'}"
    model.save(os.path.join(folder, name))
    x, y, fit = fitting(draw, rng, model, kinds, lambda n: data(model, makers, targets, rng, n))
    case = {
        "seed": seed,
        "family": family(seed),
        "network": describe.network(model),
        "training": describe.training(optimizer, losses, metrics, compiled),
        "fitting": describe.fitting(fit, len(x[0]["data"]) // int(np.prod(x[0]["shape"][1:]))),
        "file": name,
        "weights": f"{seed}.weights.h5",
        "inputs": x,
        "targets": y,
        "fit": fit,
        "before": predicted(model, arrays(x)),
    }
    case.update(train(model, case, evaluates=draw.chance(0.3)))
    model.save_weights(os.path.join(folder, case["weights"]))
    return case


def made(seed, folder):
    """Draws anew where numbers have run away."""
    for attempt in range(20):
        try:
            return make(seed, attempt, folder)
        except Diverged:
            continue
    raise Diverged()


def main():
    folder, seeds = sys.argv[1], json.loads(sys.argv[2])
    for seed in seeds:
        try:
            case = made(seed, folder)
        except Exception:
            case = {"seed": seed, "family": family(seed), "error": traceback.format_exc()}
        with open(os.path.join(folder, f"{seed}.json"), "w") as file:
            json.dump(case, file)
        keras.utils.clear_session(free_memory=False)


main()
