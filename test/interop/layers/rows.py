"""Small models of Keras 3, each for some options of layers, with their inputs. Weights are random and kept."""
import numpy as np
import keras

L = keras.layers
R = keras.regularizers
C = keras.constraints

rng = np.random.default_rng(11)
# Initializers draw from another source.
keras.utils.set_random_seed(11)


def values(*shape):
    return rng.normal(size=shape).astype('float32')


def words(*shape):
    """Class numbers, with padding at the end of most rows and in the middle of one."""
    x = rng.integers(1, 7, size=shape)
    for i, row in enumerate(x):
        if i % 4:
            row[shape[1] - i % 4:] = 0
    x[0, 1] = 0
    return x.astype('float32')


def padded(*shape):
    """Sequences whose last steps are zero."""
    x = values(*shape)
    for i in range(shape[0]):
        if i % 3:
            x[i, shape[1] - i % 3:] = 0
    x[0, 0] = 0
    return x


def chain(x, *layers):
    """A sequential model for these inputs."""
    return keras.Sequential([keras.Input(x.shape[1:]), *layers]), [x]


def constraint_rows():
    kinds = {
        'non_neg': C.NonNeg(),
        'max_norm': C.MaxNorm(0.7),
        'max_norm, axis 1': C.MaxNorm(0.5, axis=1),
        'unit_norm': C.UnitNorm(),
        'min_max_norm': C.MinMaxNorm(0.4, 0.9, rate=0.6),
        'min_max_norm, axis 1': C.MinMaxNorm(0.2, 0.6, rate=1.0, axis=1),
    }
    for name, c in kinds.items():
        yield f'kernel and bias: {name}', chain(
            values(6, 3), L.Dense(4, activation='tanh', kernel_constraint=c), L.Dense(2, kernel_constraint=c))
    first = C.MaxNorm(0.4, axis=0)
    yield 'bias_constraint', chain(values(6, 3), L.Dense(4, bias_constraint=first), L.Dense(2, bias_constraint='non_neg'))
    yield 'Conv1D', chain(values(4, 6, 2), L.Conv1D(3, 2, kernel_constraint=C.MaxNorm(0.5, axis=[0, 1]), bias_constraint='non_neg'), L.Flatten(), L.Dense(2))
    yield 'Conv2D', chain(values(3, 5, 5, 2), L.Conv2D(3, 2, kernel_constraint=C.UnitNorm(axis=[0, 1, 2])), L.Flatten(), L.Dense(2))
    yield 'DepthwiseConv2D', chain(values(3, 5, 5, 2), L.DepthwiseConv2D(2, depthwise_constraint='non_neg', bias_constraint='unit_norm'), L.Flatten(), L.Dense(2))
    yield 'SeparableConv2D', chain(values(3, 5, 5, 2), L.SeparableConv2D(3, 2, depthwise_constraint=C.MaxNorm(0.3, axis=[0, 1]), pointwise_constraint='non_neg'), L.Flatten(), L.Dense(2))
    yield 'Conv2DTranspose', chain(values(3, 4, 4, 2), L.Conv2DTranspose(2, 2, kernel_constraint='non_neg'), L.Flatten(), L.Dense(2))
    yield 'Embedding', chain(words(6, 4), L.Embedding(7, 3, embeddings_constraint=C.MaxNorm(0.2, axis=1)), L.Flatten(), L.Dense(2))
    yield 'BatchNormalization', chain(values(6, 3), L.BatchNormalization(gamma_constraint=C.MaxNorm(0.8), beta_constraint='non_neg'), L.Dense(2))
    yield 'LayerNormalization', chain(values(6, 3), L.LayerNormalization(gamma_constraint=C.MaxNorm(0.8), beta_constraint='non_neg'), L.Dense(2))
    yield 'PReLU', chain(values(6, 3), L.PReLU(alpha_initializer='uniform', alpha_constraint='non_neg'), L.Dense(2))
    for cls in (L.SimpleRNN, L.LSTM, L.GRU):
        yield cls.__name__, chain(values(4, 5, 3), cls(3, kernel_constraint=C.MaxNorm(0.5), recurrent_constraint='unit_norm', bias_constraint='non_neg'), L.Dense(2))
    yield 'Bidirectional', chain(values(4, 5, 3), L.Bidirectional(L.LSTM(3, kernel_constraint=C.MaxNorm(0.5), recurrent_constraint='non_neg')), L.Dense(2))
    yield 'stacked cells', chain(values(4, 5, 3), L.RNN([L.LSTMCell(3, kernel_constraint='non_neg'), L.SimpleRNNCell(2, recurrent_constraint=C.MaxNorm(0.3))]), L.Dense(2))
    yield 'ConvLSTM2D', chain(values(2, 3, 4, 4, 1), L.ConvLSTM2D(2, 2, recurrent_activation='sigmoid', kernel_constraint='non_neg', recurrent_constraint='unit_norm'), L.Flatten(), L.Dense(2))
    yield 'TimeDistributed', chain(values(4, 5, 3), L.TimeDistributed(L.Dense(2, kernel_constraint='unit_norm')), L.Flatten(), L.Dense(2))
    x = values(6, 3)
    a = keras.Input((3,))
    shared = L.Dense(3, kernel_constraint=C.MinMaxNorm(0.5, 0.8, rate=0.5), kernel_regularizer='l2')
    yield 'a layer used twice', (keras.Model(a, L.Dense(2)(shared(shared(a)))), [x])
    inner = keras.Sequential([keras.Input((3,)), L.Dense(3, kernel_constraint='non_neg', kernel_regularizer=R.L2(0.03))])
    yield 'a model in a model', (keras.Model(a, L.Dense(2)(inner(a))), [x])


def regularizer_rows():
    all_three = dict(kernel_regularizer=R.L2(0.05), recurrent_regularizer=R.L1(0.02), bias_regularizer=R.L1L2(0.01, 0.03))
    for cls in (L.SimpleRNN, L.LSTM, L.GRU):
        yield cls.__name__, chain(values(4, 5, 3), cls(3, bias_initializer='uniform', **all_three), L.Dense(2))
        yield f'{cls.__name__} in Bidirectional', chain(values(4, 5, 3), L.Bidirectional(cls(3, **all_three)), L.Dense(2))
    yield 'cells', chain(values(4, 5, 3), L.RNN([L.LSTMCell(3, **all_three), L.GRUCell(2, **all_three)]), L.Dense(2))
    yield 'one cell', chain(values(4, 5, 3), L.RNN(L.SimpleRNNCell(3, **all_three)), L.Dense(2))
    yield 'ConvLSTM2D', chain(values(2, 3, 4, 4, 1), L.ConvLSTM2D(2, 2, recurrent_activation='sigmoid', **all_three), L.Flatten(), L.Dense(2))
    yield 'TimeDistributed', chain(values(4, 5, 3), L.TimeDistributed(L.Dense(2, kernel_regularizer='l2')), L.Flatten(), L.Dense(2))
    inner = lambda: keras.Sequential([keras.Input((3,)), L.Dense(3, kernel_regularizer='l1'), L.BatchNormalization(gamma_regularizer='l2', beta_regularizer='l1')])
    yield 'a model in TimeDistributed', chain(values(4, 5, 3), L.TimeDistributed(inner()), L.Flatten(), L.Dense(2))
    yield 'a model in a model', chain(values(5, 3), inner(), L.Dense(2))
    yield 'convolutions', chain(
        values(3, 6, 6, 2), L.SeparableConv2D(3, 2, depthwise_regularizer='l2', pointwise_regularizer='l1', bias_regularizer='l2', bias_initializer='ones'),
        L.DepthwiseConv2D(2, depthwise_regularizer='l2'), L.Conv2DTranspose(2, 2, kernel_regularizer='l1'), L.Conv2D(2, 2, kernel_regularizer=R.L2(0.2)), L.Flatten(), L.Dense(2))
    yield 'Embedding, LayerNormalization, PReLU', chain(
        words(5, 4), L.Embedding(7, 3, embeddings_regularizer='l2'), L.LayerNormalization(gamma_regularizer='l1', beta_regularizer='l2'), L.PReLU(alpha_initializer='ones', alpha_regularizer='l2'), L.Flatten(), L.Dense(2))
    frozen = L.Dense(3, kernel_regularizer='l2')
    frozen.trainable = False
    yield 'a frozen layer counts nothing', chain(values(5, 3), frozen, L.Dense(2, kernel_regularizer='l2'))
    frozen = L.Bidirectional(L.LSTM(3, **all_three))
    frozen.trainable = False
    yield 'a frozen Bidirectional', chain(values(4, 5, 3), frozen, L.Dense(2))
    for rows in (5, 2):
        yield f'activity, {rows} rows', chain(values(rows, 3), L.Dense(4, activation='relu', activity_regularizer=R.L1(0.02)), L.Dense(2, activity_regularizer='l2'))
    yield 'activity of other layers', chain(
        values(4, 6, 2), L.Conv1D(3, 2, activity_regularizer='l2'), L.BatchNormalization(activity_regularizer='l1'), L.Activation('tanh', activity_regularizer='l2'),
        L.LSTM(3, return_sequences=True, activity_regularizer='l1'), L.Dropout(0, activity_regularizer='l2'), L.Flatten(), L.Dense(2))
    yield 'activity in Bidirectional', chain(values(4, 5, 3), L.Bidirectional(L.GRU(3, activity_regularizer='l2'), activity_regularizer='l1'), L.Dense(2))
    yield 'activity in TimeDistributed', chain(values(4, 5, 3), L.TimeDistributed(L.Dense(2, activity_regularizer='l2'), activity_regularizer='l1'), L.Flatten(), L.Dense(2))
    yield 'activity in a model in a model', chain(values(5, 3), keras.Sequential([keras.Input((3,)), L.Dense(3, activity_regularizer='l2')]), L.Dense(2))
    a = keras.Input((3,))
    shared = L.Dense(3, kernel_regularizer='l2', activity_regularizer='l1')
    yield 'a layer used twice', (keras.Model(a, L.Dense(2)(L.Add()([shared(a), shared(shared(a))]))), [values(5, 3)])
    yield 'activity of an Embedding', chain(words(5, 4), L.Embedding(7, 3, activity_regularizer='l2'), L.Flatten(), L.Dense(2))


def mask_rows():
    sources = {'Embedding': lambda: (words(6, 5), [L.Embedding(7, 3, mask_zero=True)]), 'Masking': lambda: (padded(6, 5, 3), [L.Masking()])}
    through = {
        'nothing': [], 'Dense': [L.Dense(4)], 'Dropout': [L.Dropout(0.0)], 'SpatialDropout1D': [L.SpatialDropout1D(0.0)],
        'Activation': [L.Activation('tanh')], 'LayerNormalization': [L.LayerNormalization()],
        'BatchNormalization': [L.BatchNormalization(momentum=0.5)], 'noise': [L.GaussianNoise(0.0), L.GaussianDropout(0.0), L.AlphaDropout(0.0)],
        'ReLU, ELU, LeakyReLU, PReLU': [L.ReLU(), L.ELU(), L.LeakyReLU(), L.PReLU()], 'Rescaling': [L.Rescaling(2.0)],
        'TimeDistributed': [L.TimeDistributed(L.Dense(4))], 'LSTM': [L.LSTM(4, return_sequences=True)], 'GRU backwards': [L.GRU(4, return_sequences=True, go_backwards=True)],
        'SimpleRNN': [L.SimpleRNN(4, return_sequences=True)], 'Bidirectional': [L.Bidirectional(L.LSTM(3, return_sequences=True))],
        'Bidirectional, sum': [L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode='sum')],
        'cells': [L.RNN([L.LSTMCell(3), L.GRUCell(4)], return_sequences=True)],
        'Conv1D, which stops it': [L.Conv1D(3, 2)], 'Reshape, which stops it': [L.Reshape((3, 5))], 'Permute, which stops it': [L.Permute((2, 1))],
        'MaxPooling1D, which stops it': [L.MaxPooling1D(2)],
        'a model': None,
    }
    for source, make in sources.items():
        for name, layers in through.items():
            x, head = make()
            config = [layer.get_config() for layer in layers or []]
            copies = [type(layer).from_config(c) for layer, c in zip(layers or [], config)]
            if layers is None:
                copies = [keras.Sequential([keras.Input((5, 3)), L.Dense(4), L.LSTM(3, return_sequences=True)])]
            yield f'{source}, {name}, average', chain(x, *head, *copies, L.GlobalAveragePooling1D(), L.Dense(2))
    for name, last in {'LSTM': L.LSTM(3), 'GRU': L.GRU(3), 'SimpleRNN backwards': L.SimpleRNN(3, go_backwards=True), 'Bidirectional': L.Bidirectional(L.GRU(3)),
                       'maximum, which does not look': L.GlobalMaxPooling1D(), 'cells': L.RNN([L.LSTMCell(3), L.SimpleRNNCell(2)])}.items():
        yield f'last: {name}', chain(words(6, 5), L.Embedding(7, 3, mask_zero=True), L.Dense(3), last, L.Dense(2))
    yield 'Flatten stops it', chain(words(6, 5), L.Embedding(7, 3, mask_zero=True), L.Flatten(), L.Reshape((5, 3)), L.LSTM(3), L.Dense(2))
    yield 'mask_value', chain(np.where(padded(6, 5, 3) == 0, 9, padded(6, 5, 3)).astype('float32'), L.Masking(9.0), L.LSTM(3), L.Dense(2))
    yield 'a model that makes the mask', chain(words(6, 5), keras.Sequential([keras.Input((5,)), L.Embedding(7, 3, mask_zero=True), L.Dense(3)]), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.GlobalAveragePooling1D(), L.Dense(2))
    yield 'a model in a model in a model', chain(words(6, 5), keras.Sequential([keras.Input((5,)), keras.Sequential([keras.Input((5,)), L.Embedding(7, 3, mask_zero=True)]), L.Dense(3)]), L.GlobalAveragePooling1D(), L.Dense(2))
    yield 'zero_output_for_mask', chain(words(6, 5), L.Embedding(7, 3, mask_zero=True), L.LSTM(3, return_sequences=True, zero_output_for_mask=True), L.Flatten(), L.Dense(2))
    yield 'zero_output_for_mask, backwards', chain(words(6, 5), L.Embedding(7, 3, mask_zero=True), L.GRU(3, return_sequences=True, go_backwards=True, zero_output_for_mask=True), L.Flatten(), L.Dense(2))
    yield 'held steps', chain(words(6, 5), L.Embedding(7, 3, mask_zero=True), L.LSTM(3, return_sequences=True), L.Flatten(), L.Dense(2))
    yield 'zeros of Bidirectional', chain(words(6, 5), L.Embedding(7, 3, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.Flatten(), L.Dense(2))
    yield 'sentences of words', chain(words(12, 4).reshape(4, 3, 4), L.Embedding(7, 3, mask_zero=True), L.TimeDistributed(L.LSTM(3)), L.Flatten(), L.Dense(2))
    yield 'sentences, a model for each', chain(words(12, 4).reshape(4, 3, 4), L.Embedding(7, 3, mask_zero=True), L.TimeDistributed(keras.Sequential([keras.Input((4, 3)), L.Dense(3), L.GlobalAveragePooling1D()])), L.Flatten(), L.Dense(2))
    for cls in (L.Add, L.Multiply, L.Average, L.Maximum, L.Minimum):
        a, b = keras.Input((5,)), keras.Input((5,))
        ea, eb = L.Embedding(7, 3, mask_zero=True)(a), L.Embedding(7, 3, mask_zero=True)(b)
        yield f'{cls.__name__} of two masks', (keras.Model([a, b], L.Dense(2)(L.GlobalAveragePooling1D()(cls()([ea, eb])))), [words(6, 5), words(6, 5)[::-1].copy()])
        a, b = keras.Input((5,)), keras.Input((5, 3))
        ea = L.Embedding(7, 3, mask_zero=True)(a)
        yield f'{cls.__name__} of a masked and an unmasked', (keras.Model([a, b], L.Dense(2)(L.GlobalAveragePooling1D()(cls()([ea, b])))), [words(6, 5), values(6, 5, 3)])
    # Under a name that Keras chose, what is saved here may not load there: it makes an operation of that name for the masks.
    for axis in (-1, 1):
        a, b = keras.Input((5,)), keras.Input((5,))
        ea, eb = L.Embedding(7, 3, mask_zero=True)(a), L.Embedding(7, 3, mask_zero=True)(b)
        yield f'Concatenate, axis {axis}', (keras.Model([a, b], L.Dense(2)(L.GlobalAveragePooling1D()(L.Concatenate(axis=axis, name='joined')([ea, eb])))), [words(6, 5), words(6, 5)[::-1].copy()])
        a, b = keras.Input((5,)), keras.Input((5, 3))
        ea = L.Embedding(7, 3, mask_zero=True)(a)
        yield f'Concatenate with an unmasked, axis {axis}', (keras.Model([a, b], L.Dense(2)(L.LSTM(3)(L.Concatenate(axis=axis, name='joined')([ea, b])))), [words(6, 5), values(6, 5, 3)])
    a, b = keras.Input((5,)), keras.Input((5, 3))
    ea = L.Embedding(7, 3, mask_zero=True)(a)
    yield 'Dot stops it', (keras.Model([a, b], L.Dense(2)(L.GlobalAveragePooling1D()(L.Dot(axes=(2, 2))([ea, b])))), [words(6, 5), values(6, 5, 3)])
    yield 'a branch without a mask', (keras.Model([a, b], L.Dense(2)(L.Concatenate()([L.LSTM(3)(ea), L.LSTM(2)(b)]))), [words(6, 5), values(6, 5, 3)])
    c = keras.Input((5,))
    embedding, lstm = L.Embedding(7, 3, mask_zero=True), L.LSTM(3)
    yield 'shared layers', (keras.Model([a, c], L.Dense(2)(L.Concatenate()([lstm(embedding(a)), lstm(embedding(c))]))), [words(6, 5), words(6, 5)[::-1].copy()])
    yield 'encoder and decoder', (keras.Model(a, L.Dense(2)(L.GlobalAveragePooling1D()(L.LSTM(3, return_sequences=True)(L.RepeatVector(4)(L.LSTM(3)(embedding(a))))))), [words(6, 5)])
    yield 'ConvLSTM2D', chain(padded(4, 3, 4, 4, 2), L.TimeDistributed(L.Conv2D(2, 2)), L.ConvLSTM2D(2, 2, recurrent_activation='sigmoid'), L.Flatten(), L.Dense(2))


def option_rows():
    for name in ['leaky_relu', 'celu', 'hard_silu', 'hard_tanh', 'hard_shrink', 'soft_shrink', 'tanh_shrink', 'log_sigmoid', 'squareplus', 'sparse_sigmoid', 'sparse_plus',
                 'silu', 'gelu', 'mish', 'relu6', 'log_softmax', 'selu', 'elu', 'softsign', 'softplus']:
        yield f'activation {name}', chain(values(5, 4), L.Dense(4, activation=name), L.Dense(4), L.Activation(name), L.Dense(2))
    yield 'activation exponential', chain(values(5, 4) / 4, L.Activation('exponential'), L.Dense(2))
    x = values(5, 4)
    for options in [dict(negative_slope=0.3), dict(threshold=0.2), dict(negative_slope=0.1, threshold=0.3, max_value=0.8), dict(max_value=0.5)]:
        yield f'ReLU {options}', chain(x, L.Dense(6), L.ReLU(**options), L.Dense(2))
    for alpha in (0.3, 1.0, 2.0):
        yield f'ELU alpha={alpha}', chain(x, L.Dense(6), L.ELU(alpha), L.Dense(2))
    for axis in (-1, 1, 2):
        yield f'Softmax axis={axis}', chain(values(3, 4, 5), L.Dense(4), L.Softmax(axis=axis), L.Flatten(), L.Dense(2))
    yield 'LeakyReLU', chain(x, L.Dense(6), L.LeakyReLU(negative_slope=0.15), L.Dense(2))
    yield 'PReLU shared_axes', chain(values(3, 4, 5), L.PReLU(alpha_initializer='uniform', shared_axes=[1]), L.Flatten(), L.Dense(2))
    s = values(3, 8, 2)
    for options in [dict(padding='causal'), dict(padding='causal', dilation_rate=2), dict(padding='causal', strides=2), dict(padding='same', dilation_rate=2), dict(padding='same', strides=3), dict(use_bias=False), dict(activation='tanh')]:
        yield f'Conv1D {options}', chain(s, L.Conv1D(3, 3, **options), L.Flatten(), L.Dense(2))
    i = values(2, 6, 5, 2)
    for options in [dict(padding='same', strides=2), dict(dilation_rate=2), dict(dilation_rate=(2, 1), padding='same'), dict(strides=(2, 1)), dict(use_bias=False, activation='relu')]:
        for cls, filters in [(L.Conv2D, (3,)), (L.DepthwiseConv2D, ()), (L.SeparableConv2D, (3,))]:
            if cls is not L.Conv2D and options.get('strides') == (2, 1):
                continue
            yield f'{cls.__name__} {options}', chain(i, cls(*filters, 2, **options), L.Flatten(), L.Dense(2))
    yield 'depth_multiplier', chain(i, L.DepthwiseConv2D(2, depth_multiplier=2), L.SeparableConv2D(3, 2, depth_multiplier=2), L.Flatten(), L.Dense(2))
    for options in [dict(padding='same', strides=2), dict(strides=(2, 3)), dict(use_bias=False, activation='tanh')]:
        yield f'Conv2DTranspose {options}', chain(i, L.Conv2DTranspose(2, 3, **options), L.Flatten(), L.Dense(2))
    for cls in (L.MaxPooling2D, L.AveragePooling2D):
        for options in [dict(pool_size=3, strides=1, padding='same'), dict(pool_size=(2, 3)), dict(pool_size=2, strides=(1, 2))]:
            yield f'{cls.__name__} {options}', chain(i, cls(**options), L.Flatten(), L.Dense(2))
    for cls in (L.MaxPooling1D, L.AveragePooling1D):
        for options in [dict(pool_size=3, strides=1, padding='same'), dict(pool_size=2)]:
            yield f'{cls.__name__} {options}', chain(s, cls(**options), L.Flatten(), L.Dense(2))
    for size in ((2, 2), (3, 1)):
        for interpolation in ('nearest', 'bilinear'):
            yield f'UpSampling2D {size} {interpolation}', chain(i, L.UpSampling2D(size, interpolation=interpolation), L.Conv2D(2, 2), L.Flatten(), L.Dense(2))
    for options in [dict(), dict(momentum=0.7, epsilon=0.01), dict(axis=1), dict(scale=False), dict(center=False), dict(trainable=False), dict(moving_mean_initializer='ones')]:
        yield f'BatchNormalization {options}', chain(values(4, 5, 3), L.BatchNormalization(**options), L.Flatten(), L.Dense(2))
    for options in [dict(), dict(epsilon=0.1), dict(axis=1), dict(axis=[1, 2]), dict(scale=False), dict(center=False)]:
        yield f'LayerNormalization {options}', chain(values(4, 5, 3), L.LayerNormalization(**options), L.Flatten(), L.Dense(2))
    r = values(4, 5, 3)
    for cls in (L.SimpleRNN, L.LSTM, L.GRU):
        for options in [dict(), dict(return_sequences=True), dict(go_backwards=True, return_sequences=True), dict(unroll=True), dict(use_bias=False), dict(activation='relu'), dict(dropout=0.0, recurrent_dropout=0.0)]:
            yield f'{cls.__name__} {options}', chain(r, cls(3, **options), L.Flatten(), L.Dense(2))
        a = keras.Input((5, 3))
        yield f'{cls.__name__} return_state', (keras.Model(a, L.Dense(2)(L.Concatenate()(list(cls(3, return_state=True)(a))))), [r])
    for options in [dict(recurrent_activation='tanh'), dict(unit_forget_bias=False)]:
        yield f'LSTM {options}', chain(r, L.LSTM(3, **options), L.Dense(2))
    yield 'GRU reset_after=False', chain(r, L.GRU(3, reset_after=False), L.Dense(2))
    v = values(2, 3, 4, 4, 1)
    for options in [dict(), dict(return_sequences=True), dict(strides=2, padding='same'), dict(dilation_rate=2, padding='same'), dict(go_backwards=True), dict(use_bias=False)]:
        yield f'ConvLSTM2D {options}', chain(v, L.ConvLSTM2D(2, 2, **options), L.Flatten(), L.Dense(2))
    for mode in ('concat', 'sum', 'mul', 'ave'):
        yield f'Bidirectional {mode}', chain(r, L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode=mode), L.Flatten(), L.Dense(2))
    a = keras.Input((5, 3))
    yield 'Bidirectional without merging', (keras.Model(a, L.Dense(2)(L.Concatenate()(list(L.Bidirectional(L.LSTM(3), merge_mode=None)(a))))), [r])
    yield 'Bidirectional return_state', (keras.Model(a, L.Dense(2)(L.Concatenate()(list(L.Bidirectional(L.LSTM(3, return_state=True))(a))))), [r])
    for axes in [1, -1, (1, 1), (-1, -1), (2, 2)]:
        a, b = keras.Input((4, 3)), keras.Input((4, 3))
        for normalize in (False, True):
            yield f'Dot {axes} {normalize}', (keras.Model([a, b], L.Dense(2)(L.Flatten()(L.Dot(axes, normalize=normalize)([a, b])))), [values(5, 4, 3), values(5, 4, 3)])
    a, b = keras.Input((4,)), keras.Input((4,))
    yield 'Dot of vectors', (keras.Model([a, b], L.Dense(2)(L.Dot(-1)([a, b]))), [values(5, 4), values(5, 4)])
    a, b = keras.Input((4, 3)), keras.Input((4, 3))
    for axis in (1, 2, -1, -2):
        yield f'Concatenate {axis}', (keras.Model([a, b], L.Dense(2)(L.Flatten()(L.Concatenate(axis=axis)([a, b])))), [values(5, 4, 3), values(5, 4, 3)])
    yield 'shapes', chain(values(3, 6), L.RepeatVector(4), L.Permute((2, 1)), L.Reshape((-1, 8)), L.Flatten(), L.Dense(2))
    yield 'padding and cropping', chain(i, L.ZeroPadding2D((1, 2)), L.Cropping2D(((1, 0), (0, 2))), L.Flatten(), L.Dense(2))
    yield 'Rescaling', chain(x, L.Rescaling(0.3, offset=0.2), L.Dense(2))
    yield 'Embedding of two dimensions', chain(words(6, 4).reshape(3, 2, 4), L.Embedding(7, 2), L.Flatten(), L.Dense(2))
