"""Drives the callbacks of the installed Keras with the scripts of a JSON file and prints what they did, as JSON."""

import json
import math
import os
import shutil
import sys
import tempfile
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402

WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def number(value):
    return WORDS[value] if isinstance(value, str) else value


def told(value):
    if value is None:
        return None
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def logs_of(given):
    return {name: float(number(value)) for name, value in given.items()}


class Optimizer:
    """Holds the rate as the variable of an optimizer of Keras does: as float32."""

    def __init__(self, rate):
        self.learning_rate = rate

    @property
    def learning_rate(self):
        return self.rate

    @learning_rate.setter
    def learning_rate(self, rate):
        self.rate = np.float32(rate)


class Model:
    """What a callback touches of a model."""

    def __init__(self, rate=None):
        self.stop_training = False
        self.built = True
        self.weights = 0
        self.saved = []
        self.optimizer = None if rate is None else Optimizer(rate)
        self._initial_epoch = 0

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights

    def save(self, path, overwrite=True):
        self.saved.append(os.path.basename(path))

    def save_weights(self, filepath, overwrite=True):
        with open(filepath, "w") as file:
            file.write("weights")

    def load_weights(self, filepath):
        pass

    def rate(self):
        return float(self.optimizer.learning_rate)


class Broken(Exception):
    pass


def drive(callback, model, script, after=None, before=None, broken=None):
    callback.set_model(model)
    callback.set_params({"epochs": script["epochs"], "verbose": 0, "steps": None})
    model.stop_training = False
    ran = 0
    callback.on_train_begin({})
    for epoch in range(script.get("initialEpoch", 0) or model._initial_epoch, script["epochs"]):
        if before:
            before(epoch)
        callback.on_epoch_begin(epoch, {})
        batches = script.get("batches") or []
        for batch, logs in enumerate(batches[epoch] if batches else []):
            if broken == [epoch, batch]:
                raise Broken()
            callback.on_train_batch_begin(batch, {})
            callback.on_train_batch_end(batch, logs_of(logs))
            if model.stop_training:
                break
        logs = logs_of(script["logs"][epoch])
        callback.on_epoch_end(epoch, logs)
        if after:
            after(epoch, logs)
        ran += 1
        if model.stop_training:
            break
    callback.on_train_end({})
    return ran


def early_stopping(job):
    model = Model()
    callback = keras.callbacks.EarlyStopping(**job["kw"])
    wait = []

    def before(epoch):
        model.weights = epoch

    ran = drive(callback, model, job, after=lambda *_: wait.append(callback.wait), before=before)
    return {
        "ran": ran,
        "stoppedEpoch": callback.stopped_epoch,
        "best": told(callback.best),
        "bestEpoch": callback.best_epoch,
        "wait": wait,
        "weights": model.weights,
    }


def model_checkpoint(job):
    model = Model()
    callback = keras.callbacks.ModelCheckpoint(**job["kw"])
    for _ in range(job["fits"]):
        drive(callback, model, job)
    return {"saved": model.saved, "best": told(callback.best)}


def reduce_lr_on_plateau(job):
    model = Model(job["rate"])
    callback = keras.callbacks.ReduceLROnPlateau(**job["kw"])
    result = {"after": [], "logged": [], "wait": [], "cooldown": []}

    def after(epoch, logs):
        result["after"].append(model.rate())
        result["logged"].append(float(logs["learning_rate"]))
        result["wait"].append(callback.wait)
        result["cooldown"].append(callback.cooldown_counter)

    drive(callback, model, job, after=after)
    return {**result, "best": told(callback.best)}


def schedule_of(job):
    kind, factor = job["schedule"]
    if kind == "times":
        return lambda epoch, rate: rate * factor
    if kind == "power":
        return lambda epoch: job["rate"] * factor**epoch
    return lambda epoch, rate: rate if epoch < 3 else rate * math.exp(-factor)


def learning_rate_scheduler(job):
    model = Model(job["rate"])
    callback = keras.callbacks.LearningRateScheduler(schedule_of(job))
    logged = []
    drive(callback, model, job, after=lambda epoch, logs: logged.append(float(logs["learning_rate"])))
    return {"logged": logged}


def csv_logger(job):
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "log.csv")
    for fit in job["fits"]:
        callback = keras.callbacks.CSVLogger(path, separator=job["separator"], append=fit["append"])
        drive(callback, Model(), fit)
    with open(path, newline="") as file:
        text = file.read()
    shutil.rmtree(folder)
    return {"text": text}


def terminate_on_nan(job):
    model = Model()
    seen = []

    class Counting(keras.callbacks.TerminateOnNaN):
        def on_train_batch_end(self, batch, logs=None):
            super().on_train_batch_end(batch, logs)
            seen.append(batch)

    ran = drive(Counting(), model, job)
    return {"batches": len(seen), "ran": ran, "stopped": bool(model.stop_training)}


def backup_and_restore(job):
    folder = os.path.join(tempfile.mkdtemp(), "backup")

    class Noting(keras.callbacks.BackupAndRestore):
        points = []

        def _save_model(self):
            super()._save_model()
            with open(self._training_metadata_path) as file:
                self.points.append(json.load(file))

    def run(broken):
        callback = Noting(folder, save_freq=job["saveFreq"])
        callback.points = []
        model = Model()
        try:
            ran = drive(callback, model, job, broken=broken)
        except Broken:
            ran = None
        return {"points": callback.points, "ran": ran, "from": model._initial_epoch}

    first = run(job["broken"])
    second = run(None)
    return {"first": first, "second": second, "left": os.path.exists(folder)}


def form(job):
    value = job["whole"] if "whole" in job else float(number(job["float"]))
    try:
        return {"text": ("{x" + job["spec"] + "}").format(x=value)}
    except ValueError:
        return {"error": True}


def representation(job):
    return {"text": repr(float(number(job["float"])))}


KINDS = {
    "EarlyStopping": early_stopping,
    "ModelCheckpoint": model_checkpoint,
    "ReduceLROnPlateau": reduce_lr_on_plateau,
    "LearningRateScheduler": learning_rate_scheduler,
    "CSVLogger": csv_logger,
    "TerminateOnNaN": terminate_on_nan,
    "BackupAndRestore": backup_and_restore,
    "format": form,
    "repr": representation,
}


def main():
    warnings.simplefilter("ignore")
    with open(sys.argv[1]) as file:
        jobs = json.load(file)
    sink = open(os.devnull, "w")
    printed, sys.stdout = sys.stdout, sink
    keras.utils.disable_interactive_logging()
    results = {kind: [KINDS[kind](job) for job in given] for kind, given in jobs.items()}
    sys.stdout = printed
    with open(sys.argv[2], "w") as file:
        json.dump({"keras": keras.__version__, "results": results}, file)


np.seterr(all="ignore")
with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as home:
    tempfile.tempdir = home
    main()
