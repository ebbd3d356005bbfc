"""Computes with scikit-learn and NumPy what the library computes too.

Argument: a file of JSON, {"cases": [{"of", ...}]}; prints a JSON list with one answer a case.
"""

import json
import sys

import numpy as np
from sklearn import linear_model, metrics, model_selection, preprocessing


def scaled(case):
    train, other = np.array(case["train"], dtype=float), np.array(case["other"], dtype=float)
    if case["scaling"] == "symmetricWithMean":
        return without_nan(slides(train, other))
    scaler = {
        "minMax": preprocessing.MinMaxScaler,
        "symmetric": lambda: preprocessing.MinMaxScaler(feature_range=(-1, 1)),
        "standardize": preprocessing.StandardScaler,
    }[case["scaling"]]()
    return without_nan(scaler.fit(train).transform(other))


def slides(train, other):
    """2 (x - mean) / (max - min) - 1; a constant column becomes 0 in the library."""
    spread = np.nanmax(train, axis=0) - np.nanmin(train, axis=0)
    constant = spread == 0
    result = 2 * (other - np.nanmean(train, axis=0)) / np.where(constant, 1, spread) - 1
    return np.where(constant, np.where(np.isnan(other), np.nan, 0), result)


def without_nan(rows):
    return [[None if np.isnan(value) else float(value) for value in row] for row in rows]


def regression(case):
    truth, guess = np.array(case["truth"]), np.array(case["guess"])
    return [
        metrics.mean_squared_error(truth, guess),
        metrics.root_mean_squared_error(truth, guess)
        if truth.ndim == 1
        else float(np.sqrt(np.mean((truth - guess) ** 2))),
        metrics.mean_absolute_error(truth, guess),
        metrics.r2_score(truth, guess),
    ]


def classes(case):
    truth, guess = case["truth"], case["guess"]
    scores = []
    for average in ("macro", "weighted", "micro"):
        options = {"average": average, "zero_division": 0}
        scores += [
            metrics.precision_score(truth, guess, **options),
            metrics.recall_score(truth, guess, **options),
            metrics.f1_score(truth, guess, **options),
        ]
    return [metrics.accuracy_score(truth, guess), *scores]


def binary(case):
    truth, scores = np.array(case["truth"]), np.array(case["scores"])
    guess = (scores > 0.5).astype(int)
    options = {"zero_division": 0}
    false_rate, true_rate, _ = metrics.roc_curve(truth, scores, drop_intermediate=False)
    return {
        "scores": [
            metrics.precision_score(truth, guess, **options),
            metrics.recall_score(truth, guess, **options),
            metrics.f1_score(truth, guess, **options),
            metrics.roc_auc_score(truth, scores),
            metrics.average_precision_score(truth, scores),
        ],
        "roc": np.stack([false_rate, true_rate], axis=1).tolist(),
    }


def top_k(case):
    probabilities = np.array(case["probabilities"])
    labels = list(range(probabilities.shape[1]))
    return metrics.top_k_accuracy_score(case["truth"], probabilities, k=case["k"], labels=labels)


def multi_label(case):
    truth, guess = np.array(case["truth"]), (np.array(case["probabilities"]) > 0.5).astype(int)
    return [1 - metrics.hamming_loss(truth, guess), metrics.accuracy_score(truth, guess)]


def ridge(case):
    x, y = np.array(case["x"]), np.array(case["y"])
    if case["alpha"] == 0:
        model = linear_model.LinearRegression().fit(x, y)
    else:
        model = linear_model.Ridge(alpha=case["alpha"], solver="svd").fit(x, y)
    return [*model.coef_.tolist(), float(model.intercept_)]


def lecture_cost(case):
    """Weights that minimize a cost as it is written, from its normal equations in NumPy."""
    x, y, strength = np.array(case["x"]), np.array(case["y"]), case["lambda"]
    n, d = x.shape
    design = np.hstack([x, np.ones((n, 1))])
    # Gradient of share * SSE + penalty * |w|^2, set to 0; the bias bears no penalty.
    share, penalty = {
        "sum": (1, strength),
        "mean": (1 / n, strength),
        "half": (1 / n, strength / 2),
        "halfMean": (1 / (2 * n), strength),
    }[case["cost"]]
    weight = np.diag([penalty] * d + [0])
    return np.linalg.solve(share * design.T @ design + weight, share * design.T @ y).tolist()


def folds(case):
    """How many rows of each class every fold validates, from the fewest; which fold gets the odd ones is chance on both sides."""
    labels, count = np.array(case["labels"]), case["folds"]
    options = {"n_splits": count, "shuffle": True, "random_state": 0}
    splitter = (model_selection.StratifiedKFold if case["stratify"] else model_selection.KFold)(**options)
    parts = [labels[validation] for _, validation in splitter.split(labels[:, None], labels)]
    kinds = np.unique(labels) if case["stratify"] else []
    return {
        "sizes": sorted(len(part) for part in parts),
        "classes": [sorted(int((part == kind).sum()) for part in parts) for kind in kinds],
    }


def split(case):
    """Rows of each class in the test part."""
    labels = np.array(case["labels"])
    _, test = model_selection.train_test_split(labels, test_size=case["share"], stratify=labels, random_state=0)
    return [int((test == kind).sum()) for kind in np.unique(labels)]


answers = {
    "scale": scaled,
    "regression": regression,
    "classes": classes,
    "binary": binary,
    "topK": top_k,
    "multiLabel": multi_label,
    "ridge": ridge,
    "cost": lecture_cost,
    "folds": folds,
    "split": split,
}

with open(sys.argv[1], encoding="utf8") as file:
    print(json.dumps([answers[case["of"]](case) for case in json.load(file)["cases"]]))
