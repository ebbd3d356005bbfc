"""Compiles, trains and evaluates the models named in a manifest with Keras 3; prints what it logged, row by row."""
import json
import os
import sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='', KERAS_BACKEND='tensorflow', TF_ENABLE_ONEDNN_OPTS='0')
import numpy as np
import keras


def array(numbers):
    return np.array(numbers['data'], 'float32').reshape(numbers['shape'])


def arrays(given):
    if given is None:
        return None
    return array(given) if isinstance(given, dict) else [array(one) for one in given]


def number(value):
    return float(np.asarray(value).ravel()[0])


def loss(given):
    if isinstance(given, dict) and 'class_name' in given:
        return getattr(keras.losses, given['class_name'])(**given['config'])
    if isinstance(given, list):
        return [loss(one) for one in given]
    if isinstance(given, dict):
        return {key: loss(one) for key, one in given.items()}
    return given


def metric(given):
    if isinstance(given, dict) and 'class_name' in given:
        return getattr(keras.metrics, given['class_name'])(**given['config'])
    if isinstance(given, list):
        return [metric(one) for one in given]
    if isinstance(given, dict):
        return {key: metric(one) for key, one in given.items()}
    return given


def row(entry):
    model = keras.models.load_model(entry['path'], compile=False)
    compilation = entry['compile']
    model.compile(
        optimizer=keras.optimizers.SGD(entry['rate']),
        loss=loss(compilation['loss']),
        metrics=metric(compilation.get('metrics')),
        weighted_metrics=metric(compilation.get('weighted_metrics')),
        loss_weights=compilation.get('loss_weights'),
        run_eagerly=True,
    )
    x, y, weights = arrays(entry['x']), arrays(entry['y']), arrays(entry.get('sample_weight'))
    validation = [arrays(entry[key]) for key in ('val_x', 'val_y', 'val_weight') if entry.get(key) is not None]
    classes = entry.get('class_weight')
    history = model.fit(
        x, y, batch_size=entry['batch'], epochs=entry['epochs'], shuffle=False, verbose=0,
        sample_weight=weights, class_weight=classes and {int(key): value for key, value in classes.items()},
        validation_data=tuple(validation), validation_batch_size=entry['batch'],
    ).history
    evaluated = model.evaluate(x, y, batch_size=entry['batch'], sample_weight=weights, verbose=0, return_dict=True)
    return {
        'history': {key: [number(value) for value in values] for key, values in history.items()},
        'evaluated': {key: number(value) for key, value in evaluated.items()},
        'weights': [value for weight in model.get_weights() for value in np.asarray(weight, 'float64').ravel().tolist()],
    }


results = []
for entry in json.load(open(sys.argv[1])):
    try:
        results.append(row(entry))
    except Exception as error:
        results.append({'error': f'{type(error).__name__}: {error}'})
json.dump(results, sys.stdout)
