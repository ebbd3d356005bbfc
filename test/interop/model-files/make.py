"""Saves models of Keras 3 and tf-keras, with inputs and predictions, into a folder; writes manifest.json there."""
import json
import os
import sys
import warnings

os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='', KERAS_BACKEND='tensorflow', TF_ENABLE_ONEDNN_OPTS='0')
warnings.simplefilter('ignore')
import numpy as np
import keras
import tf_keras

folder = sys.argv[1]
rng = np.random.default_rng(5)


def stacks(k, v3):
    L = k.layers
    gru = dict(reset_after=False)
    yield 'dense', (6,), [
        L.Dense(5, activation='relu', kernel_regularizer=k.regularizers.L2(0.02), kernel_constraint=k.constraints.MaxNorm(2.0)),
        L.Dense(4, kernel_regularizer='l1', kernel_initializer='lecun_normal', bias_initializer='ones'),
        L.Dense(3, activation='softmax', use_bias=False),
    ]
    names = ['elu', 'relu', 'relu6', 'selu', 'sigmoid', 'softplus', 'softsign', 'tanh', 'swish', 'mish', 'gelu', 'log_softmax']
    yield 'activations', (6,), [x for n in names for x in (L.Dense(6, activation=n), L.Activation(n))]
    yield 'advanced activations', (6,), [L.Dense(6), L.LeakyReLU(0.2), L.PReLU(), L.ELU(), L.ReLU(max_value=1.5), L.ReLU(), L.Softmax()]
    yield 'conv1d', (12, 3), [
        L.Conv1D(4, 3, strides=2, activation='relu', padding='same'),
        L.Conv1D(3, 2, dilation_rate=2),
        L.MaxPooling1D(2), L.GlobalMaxPooling1D(),
    ]
    yield 'conv2d', (9, 8, 2), [L.Conv2D(3, (3, 2), padding='same', strides=2), L.Conv2D(4, 2, dilation_rate=2), L.MaxPooling2D(2, padding='same'), L.GlobalAveragePooling2D()]
    yield 'conv3d', (5, 6, 5, 2), [L.Conv3D(3, 2), L.AveragePooling3D(2, padding='same'), L.MaxPooling3D(2), L.Flatten()]
    yield 'transposed', (4, 5, 2), [L.Conv2DTranspose(3, 3, strides=2), L.Conv2DTranspose(2, 2, padding='same'), L.GlobalMaxPooling2D()]
    yield 'conv3d transposed', (3, 3, 3, 2), [L.Conv3DTranspose(2, 2, strides=2), L.Flatten()]
    yield 'depthwise and separable', (8, 7, 3), [L.DepthwiseConv2D(3, depth_multiplier=2), L.SeparableConv2D(4, 3, depth_multiplier=2, activation='elu'), L.AveragePooling2D(2)]
    yield 'pooling of sequences', (9, 2), [L.AveragePooling1D(2, strides=1), L.GlobalAveragePooling1D()]
    yield 'batch normalization', (5, 5, 3), [L.Conv2D(4, 2), L.BatchNormalization(momentum=0.9, epsilon=0.01), L.Flatten(), L.BatchNormalization(scale=False), L.BatchNormalization(center=False, trainable=False)]
    yield 'layer normalization', (6,), [L.Dense(5), L.LayerNormalization()]
    yield 'embedding', (7,), [L.Embedding(10, 4), L.GlobalAveragePooling1D()]
    yield 'embedding with a mask', (7,), [L.Embedding(10, 4, mask_zero=True), L.LSTM(3)]
    yield 'SimpleRNN', (5, 3), [L.SimpleRNN(4, return_sequences=True, go_backwards=True), L.SimpleRNN(3, activation='relu')]
    yield 'LSTM', (5, 3), [L.LSTM(4, return_sequences=True, dropout=0.1, recurrent_dropout=0.2), L.LSTM(3)]
    yield 'GRU', (5, 3), [L.GRU(4, return_sequences=True, **gru), L.GRU(3, use_bias=False, **gru)]
    yield 'GRU with reset_after', (5, 3), [L.GRU(4, return_sequences=True, dropout=0.1, recurrent_dropout=0.1), L.GRU(3, use_bias=False), ]
    yield 'GRU with reset_after in wrappers', (5, 3), [L.Bidirectional(L.GRU(4, return_sequences=True)), L.RNN(L.GRUCell(3), return_sequences=True), L.GRU(2)]
    yield 'ConvLSTM2D', (3, 5, 5, 2), [L.ConvLSTM2D(2, 3, recurrent_activation='sigmoid')]
    yield 'stacked cells', (5, 3), [L.RNN([L.LSTMCell(3), L.GRUCell(2, **gru)], return_sequences=True), L.RNN(L.SimpleRNNCell(2))]
    for mode in ['concat', 'sum', 'mul', 'ave']:
        yield f'bidirectional, {mode}', (5, 3), [L.Bidirectional(L.LSTM(4, return_sequences=True), merge_mode=mode), L.Bidirectional(L.GRU(2, **gru), merge_mode=mode)]
    yield 'time distributed', (5, 3), [L.TimeDistributed(L.Dense(2, activation='tanh')), L.Flatten()]
    yield 'hard_sigmoid in recurrent layers', (5, 3), [
        L.LSTM(4, return_sequences=True, recurrent_activation='hard_sigmoid'),
        L.GRU(4, return_sequences=True, recurrent_activation='hard_sigmoid', activation='hard_sigmoid', **gru),
        L.GRU(4, return_sequences=True, recurrent_activation='hard_sigmoid'),
        L.SimpleRNN(3, activation='hard_sigmoid'),
    ]
    yield 'hard_sigmoid in other layers', (7, 7, 2), [L.Conv2D(3, 2, activation='hard_sigmoid'), L.SeparableConv2D(3, 2, activation='hard_sigmoid'), L.DepthwiseConv2D(2, activation='hard_sigmoid'), L.Flatten(), L.Dense(3, activation='hard_sigmoid')]
    yield 'hard_sigmoid alone', (5, 3), [L.Activation('hard_sigmoid'), L.LSTM(3, activation='hard_sigmoid')]
    yield 'hard_sigmoid in ConvLSTM2D', (3, 5, 5, 2), [L.ConvLSTM2D(2, 3, recurrent_activation='hard_sigmoid')]
    yield 'dropouts and noise', (6, 4), [L.Conv1D(6, 2), L.SpatialDropout1D(0.4), L.Dropout(0.3, seed=1), L.GaussianNoise(0.2), L.GaussianDropout(0.2), L.AlphaDropout(0.2)]
    yield 'shapes', (6,), [L.RepeatVector(4), L.Permute((2, 1)), L.Reshape((3, 8)), L.Flatten(), L.Reshape((-1, 6))]
    yield 'padding, cropping and up-sampling', (5, 5, 2), [L.ZeroPadding2D(((1, 2), (0, 3))), L.Cropping2D(((1, 0), (0, 1))), L.UpSampling2D((2, 3))]
    yield 'rescaling, masking and center crop', (6, 6, 2), [L.Rescaling(0.5, offset=-1.0), L.CenterCrop(4, 3)]
    if not v3:
        yield 'ThresholdedReLU', (6,), [L.Dense(6), L.ThresholdedReLU(0.3)]


def graphs(k, v3):
    L = k.layers
    a, b = k.Input((4,), name='left'), k.Input((4,), name='right')
    merged = [L.Add()([a, b]), L.Multiply()([a, b]), L.Average()([a, b]), L.Maximum()([a, b]), L.Minimum()([b, a]), L.Dot(1, normalize=True)([a, b])]
    yield 'merges', k.Model([a, b], L.Concatenate()(merged))
    a, b = k.Input((4,)), k.Input((4,))
    shared = L.Dense(4, activation='tanh')
    joined = L.Concatenate(axis=1)([shared(a), shared(b)])
    yield 'two inputs, two outputs, a shared layer', k.Model([a, b], [L.Dense(3, name='zz')(joined), L.Dense(1, name='aa')(joined)])
    x = k.Input((4,))
    late, early, middle = L.Dense(4), L.Dense(4), L.Dense(4)
    yield 'branches of equal shapes, made in another order than used', k.Model(x, L.Concatenate()([late(late(x)), middle(early(x)), x]))
    inner = k.Sequential([k.Input((4,)), L.Dense(4, activation='relu'), L.BatchNormalization(), L.Dense(3)])
    z = k.Input((3,))
    head = k.Model(z, L.Add()([z, L.Dense(3)(z)]))
    a, b = k.Input((4,)), k.Input((4,))
    yield 'a model in a model', k.Model([a, b], L.Dense(2)(head(L.Multiply()([inner(a), inner(b)]))))
    x = k.Input((4,))
    inner = k.Sequential([k.Input((4,)), L.Dense(4), L.Dropout(0.1)])
    head = k.Model(z, L.Dense(2)(z))
    yield 'models as outputs', k.Model(x, [inner(inner(x)), head(L.Dense(3)(x))])
    yield 'a Sequential that begins with a model', k.Sequential([k.Input((4,)), k.Sequential([k.Input((4,)), L.Dense(3)]), L.Dense(2)])
    x = k.Input((6,), dtype='int32')
    yield 'a model with a Korean name', k.Sequential([k.Input((4,)), L.Dense(3), L.BatchNormalization()], name='학습')
    yield 'the mask of an embedding in a graph', k.Model(x, L.Dense(2)(L.GRU(3, reset_after=False)(L.Embedding(10, 3, mask_zero=True)(x))))


def refused(k):
    """Models that tfjs cannot hold: the file, and the layer that must be named."""
    L = k.layers
    one = lambda layer, shape=(5, 3): k.Sequential([k.Input(shape), layer])
    yield 'grouped', one(L.Conv1D(3, 2, groups=3, name='grouped'))
    yield 'minus', (lambda x: k.Model(x, L.Subtract(name='minus')([x, x])))(k.Input((3,)))
    yield 'wide', one(L.Dense(2, dtype='float64', name='wide'))
    yield 'resized', one(L.Resizing(3, 3, name='resized'), (6, 6, 1))
    yield 'kept', one(L.GlobalMaxPooling1D(keepdims=True, name='kept'))
    yield 'smooth', one(L.UpSampling2D(2, interpolation='bicubic', name='smooth'), (4, 4, 1))
    yield 'renormed', one(L.BatchNormalization(renorm=True, name='renormed'))
    yield 'widened', one(L.Conv2DTranspose(2, 3, strides=2, output_padding=1, name='widened'), (4, 4, 1))
    yield 'parted', one(L.Conv2D(2, 2, groups=2, name='parted'), (4, 4, 2))
    yield 'code', one(L.Lambda(lambda x: x * 2, output_shape=lambda s: s, name='code'))


def randomize(model):
    model.set_weights([
        (0.5 + rng.random(w.shape) if any(word in w.name for word in ('variance', 'gamma')) else rng.normal(0, 0.4, w.shape)).astype('float32')
        for w in model.weights
    ])


def numbers(arrays):
    return [{'shape': list(a.shape), 'data': np.asarray(a, 'float64').ravel().tolist()} for a in arrays]


def listed(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def predicted(model, inputs):
    return numbers([np.asarray(o) for o in listed(model(inputs if len(inputs) > 1 else inputs[0], training=False))])


def inputs_of(model, tokens):
    shapes = [(3,) + tuple(t.shape)[1:] for t in model.inputs]
    if tokens:
        return [rng.integers(0, 10, s).astype('int32') for s in shapes]
    return [rng.normal(0, 1, s).astype('float32') for s in shapes]


manifest = []
for library, k in (('keras3', keras), ('tf_keras', tf_keras)):
    v3 = library == 'keras3'
    models = [(name, k.Sequential([k.Input(shape), *layers])) for name, shape, layers in stacks(k, v3)]
    for i, (name, model) in enumerate(models + list(graphs(k, v3))):
        randomize(model)
        inputs = inputs_of(model, 'embedding' in name)
        entry = {'name': name, 'library': library, 'inputs': numbers(inputs), 'predictions': predicted(model, inputs), 'files': []}
        for suffix in ('h5', 'keras'):
            path = os.path.join(folder, f'{library}-{i}.{suffix}')
            model.save(path)
            entry['files'].append(path)
        entry['weights'] = [os.path.join(folder, f'{library}-{i}.weights.h5')]
        model.save_weights(entry['weights'][0])
        if not v3:
            entry['weights'].append(os.path.join(folder, f'{library}-{i}-weights-only.h5'))
            model.save_weights(entry['weights'][1])
        manifest.append(entry)
    for i, name in enumerate(['sgd', 'adam', 'rmsprop', 'adagrad']):
        model = k.Sequential([k.Input((4,)), k.layers.Dense(3, activation='softmax')])
        model.compile(name, 'categorical_crossentropy', metrics=['accuracy'])
        x = rng.normal(0, 1, (5, 4)).astype('float32')
        entry = {'name': name, 'library': library, 'untrained': True, 'files': [], 'inputs': numbers([x]), 'predictions': predicted(model, [x])}
        for suffix in ('keras', 'h5'):
            entry['files'].append(os.path.join(folder, f'{library}-untrained-{i}.{suffix}'))
            model.save(entry['files'][-1])
        manifest.append(entry)
    for layer, model in refused(k):
        files = []
        for suffix in ('h5', 'keras'):
            files.append(os.path.join(folder, f'{library}-refused-{layer}.{suffix}'))
            model.save(files[-1])
        manifest.append({'name': f'refused {layer}', 'library': library, 'files': files, 'refused': layer})
    optimizers = {
        'sgd': k.optimizers.SGD(0.05),
        'momentum': k.optimizers.SGD(0.05, momentum=0.8, nesterov=True),
        'adam': k.optimizers.Adam(0.02, beta_1=0.8),
        'rmsprop': k.optimizers.RMSprop(0.02, rho=0.8),
        'rmsprop with momentum': k.optimizers.RMSprop(0.02, momentum=0.5),
        'adagrad': k.optimizers.Adagrad(0.05),
        'adadelta': k.optimizers.Adadelta(0.5),
    }
    if v3:
        optimizers |= {
            'adamw': k.optimizers.AdamW(0.02, weight_decay=0.1, clipnorm=0.5),
            'nadam': k.optimizers.Nadam(0.02),
            'adamax': k.optimizers.Adamax(0.02),
            'rmsprop centered': k.optimizers.RMSprop(0.02, momentum=0.5, centered=True),
            'adam accumulating': k.optimizers.Adam(0.02, amsgrad=True, gradient_accumulation_steps=2, global_clipnorm=0.5),
            'sgd with a schedule': k.optimizers.SGD(k.optimizers.schedules.CosineDecay(0.1, 20), momentum=0.5, use_ema=True, ema_momentum=0.9),
        }
    for i, (name, optimizer) in enumerate(optimizers.items()):
        L = k.layers
        model = k.Sequential([k.Input((4,)), L.Dense(5, activation='tanh'), L.BatchNormalization(), L.Dense(3, activation='softmax')])
        randomize(model)
        loss = 'categorical_crossentropy' if i % 2 else k.losses.CategoricalCrossentropy()
        model.compile(optimizer, loss=loss, metrics=['accuracy', 'mae'])
        # Tracing and compiling a graph would take a second and more for these few steps. The files do not say so.
        model.run_eagerly = True
        x, y = rng.normal(0, 1, (12, 4)).astype('float32'), np.eye(3, dtype='float32')[rng.integers(0, 3, 12)]
        model.fit(x, y, batch_size=3, epochs=2, shuffle=False, verbose=0)
        entry = {'name': name, 'library': library, 'files': [], 'inputs': numbers([x]), 'targets': numbers([y]), 'predictions': predicted(model, [x])}
        # Saving a .h5 takes the optimizer out of Keras 3's next .keras.
        for suffix in ('keras', 'h5'):
            entry['files'].append(os.path.join(folder, f'{library}-trained-{i}.{suffix}'))
            model.save(entry['files'][-1])
        history = model.fit(x, y, batch_size=3, epochs=2, shuffle=False, verbose=0).history
        entry['trained'] = {'losses': history['loss'], 'history': sorted(history)}
        manifest.append(entry)

with open(os.path.join(folder, 'manifest.json'), 'w') as file:
    json.dump(manifest, file)
