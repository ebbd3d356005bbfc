"""Saves the models of a table of rows, what they predict, and how they train, into a folder; prints a manifest."""
import json
import os
import sys
import warnings

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='', KERAS_BACKEND='tensorflow', TF_ENABLE_ONEDNN_OPTS='0')
warnings.simplefilter('ignore')
import numpy as np
import keras
import rows as tables

folder, table = sys.argv[1:3]
STEPS = 3


def numbers(array):
    return {'shape': list(array.shape), 'data': np.asarray(array, 'float64').ravel().tolist()}


def predict(model, x):
    y = model(x[0] if len(x) == 1 else x, training=False)
    return [numbers(np.asarray(one)) for one in (y if isinstance(y, (list, tuple)) else [y])]


made = []
for i, (name, (model, x)) in enumerate(getattr(tables, f'{table}_rows')()):
    # Other values than zeros and ones everywhere.
    for weight in model.weights:
        value = np.asarray(weight)
        weight.assign(value + tables.rng.uniform(0.02, 0.1, size=value.shape).astype('float32'))
    model.compile(optimizer=keras.optimizers.SGD(0.02), loss='mse', run_eagerly=True)
    path = os.path.join(folder, f'{i}.keras')
    model.save(path)
    row = {'name': name, 'path': path, 'inputs': [numbers(one) for one in x], 'predictions': predict(model, x)}
    y = [tables.values(*p['shape']) for p in row['predictions']]
    row['targets'] = [numbers(one) for one in y]
    feed = (x[0] if len(x) == 1 else x, y[0] if len(y) == 1 else y)
    row['losses'] = [float(model.train_on_batch(*feed)) for _ in range(STEPS)]
    # A pipeline of tf.data, as evaluate makes one, would take longer than all the steps.
    model.reset_metrics()
    row['evaluated'] = float(model.test_on_batch(*feed))
    row['trained'] = predict(model, x)
    row['weights'] = [[numbers(np.asarray(w)) for w in layer.get_weights()] for layer in model.layers if layer.weights]
    made.append(row)
print('\n' + json.dumps(made))
