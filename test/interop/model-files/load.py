"""Loads the files named in a manifest with Keras 3 and tf-keras; prints the predictions, or the error, of each."""
import json
import os
import sys
import warnings

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='', KERAS_BACKEND='tensorflow', TF_ENABLE_ONEDNN_OPTS='0')
import numpy as np
import keras
import tf_keras

libraries = {'keras3': keras, 'tf_keras': tf_keras}


def arrays(numbers):
    return [np.array(n['data'], 'float32').reshape(n['shape']) for n in numbers]


def predictions(model, inputs):
    inputs = arrays(inputs)
    outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    return [{'shape': list(o.shape), 'data': np.asarray(o, 'float64').ravel().tolist()} for o in outputs]


def compiled(model):
    if getattr(model, 'optimizer', None) is None or not getattr(model, 'compiled', True):
        return None
    optimizer = model.optimizer
    variables = optimizer.variables() if callable(optimizer.variables) else optimizer.variables
    config = {k: v for k, v in optimizer.get_config().items() if isinstance(v, (int, float, str, bool)) or v is None}
    return {
        'optimizer': type(optimizer).__name__,
        'config': config,
        'loss': model.loss if isinstance(model.loss, (str, list, dict)) else str(model.loss),
        'variables': [np.asarray(v).ravel().tolist() for v in variables],
    }


def job(entry):
    library = libraries[entry['library']]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        model = library.models.load_model(entry['path'])
        result = {'predictions': predictions(model, entry['inputs']), 'weights': []}
        for path in entry.get('weights', []):
            model.set_weights([np.zeros(w.shape, 'float32') for w in model.get_weights()])
            model.load_weights(path)
            result['weights'].append(predictions(model, entry['inputs']))
        if entry.get('compiled'):
            result['compiled'] = compiled(model)
            data = arrays(entry['inputs'])
            targets = arrays(entry['targets'])
            model.run_eagerly = True
            # As evaluate does with a single batch, without its pipeline of tf.data.
            model.reset_metrics()
            result['evaluated'] = np.ravel(model.test_on_batch(data[0], targets[0])).tolist()
        if entry.get('compiled') == 'train':
            history = model.fit(data[0], targets[0], batch_size=3, epochs=2, shuffle=False, verbose=0)
            result['losses'] = history.history['loss']
            result['history'] = sorted(history.history)
    result['warnings'] = [str(w.message) for w in caught]
    return result


with open(sys.argv[1]) as file:
    jobs = json.load(file)
results = []
for entry in jobs:
    libraries[entry['library']].backend.clear_session()
    try:
        results.append(job(entry))
    except Exception as error:
        results.append({'error': f'{type(error).__name__}: {error}'})
with open(sys.argv[2], 'w') as file:
    json.dump(results, file)
