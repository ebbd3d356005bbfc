"""The data of the labs, for keras_labs.py and jax_labs.py alike."""
import json

import numpy as np

VOCABULARY, LSTM_WORDS, LSTM_ROWS = 10000, 80, 2048


def images(samples):
    """Strokes as lab-cell.ts draws them: a bright bar, whose place tells the class."""
    p = np.arange(784)
    x = np.zeros((samples, 28, 28, 1), 'float32')
    y = np.zeros((samples, 10), 'float32')
    for i in range(samples):
        x[i] = (((p * 7919 + i * 104729) % 1000) / 2000).reshape(28, 28, 1)
        x[i, 4 + 2 * (i % 10)] = 1
        y[i, i % 10] = 1
    return x, y


def data_of(name, folder):
    """Inputs and labels of a lab, rows first."""
    data = 'imdb' if name.startswith('imdb') else name
    if data.startswith('convolution'):
        return images(1024)
    samples = json.load(open(f'{folder}/labs.json'))[data]['samples']
    x = np.fromfile(f'{folder}/{data}.x', 'int32' if data == 'imdb' else 'float32').reshape(samples, -1)
    y = np.fromfile(f'{folder}/{data}.y', 'float32').reshape(samples, -1)
    if name == 'imdb lstm':
        x, y = x[:LSTM_ROWS, -LSTM_WORDS:], y[:LSTM_ROWS]
    return x, y
