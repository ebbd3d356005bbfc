"""The labs of lab-cell.ts in Keras: python keras_labs.py NAME FOLDER EPOCHS prints one line of JSON."""
import json
import math
import resource
import sys
import time

import numpy as np
import keras
from keras import layers

from lab_data import VOCABULARY, data_of

name, folder, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
dense = layers.Dense


class MultiHot(keras.utils.PyDataset):
    def __init__(self, words, labels, batch):
        super().__init__()
        self.words, self.labels, self.batch = words, labels, batch

    def __len__(self):
        return math.ceil(len(self.labels) / self.batch)

    def __getitem__(self, n):
        words = self.words[n * self.batch:(n + 1) * self.batch]
        x = np.zeros((len(words), VOCABULARY), 'float32')
        x[np.arange(len(words))[:, None], words] = 1
        return x, self.labels[n * self.batch:(n + 1) * self.batch]


adam, rmsprop = keras.optimizers.Adam, keras.optimizers.RMSprop
LABS = {
    'titanic': (32, 'binary_crossentropy', adam(0.003), lambda: [
        dense(32, kernel_regularizer=keras.regularizers.L2(0.001)), layers.BatchNormalization(momentum=0.9),
        layers.Activation('relu'), layers.Dropout(0.3), dense(16, 'relu'), layers.Dropout(0.3), dense(1, 'sigmoid')]),
    'wine': (16, 'categorical_crossentropy', adam(0.003), lambda: [
        dense(32, 'relu'), layers.BatchNormalization(), layers.Dropout(0.3), dense(16, 'relu'), dense(3, 'softmax')]),
    'boston': (16, 'mse', rmsprop(0.001), lambda: [dense(64, 'relu'), dense(64, 'relu'), dense(1)]),
    'imdb multi-hot': (512, 'binary_crossentropy', rmsprop(0.001), lambda: [
        dense(16, 'relu'), dense(16, 'relu'), dense(1, 'sigmoid')]),
    'imdb embedding': (512, 'binary_crossentropy', adam(0.001), lambda: [
        layers.Embedding(VOCABULARY, 16), layers.GlobalAveragePooling1D(), dense(16, 'relu'), dense(1, 'sigmoid')]),
    'imdb lstm': (128, 'binary_crossentropy', adam(0.001), lambda: [
        layers.Embedding(VOCABULARY, 16), layers.LSTM(32), dense(1, 'sigmoid')]),
    'convolution': (64, 'categorical_crossentropy', adam(0.001), lambda: [
        layers.Conv2D(32, 3, activation='relu'), layers.BatchNormalization(), layers.MaxPooling2D(2),
        layers.Flatten(), dense(10, 'softmax')]),
    'convolution, two layers': (64, 'categorical_crossentropy', adam(0.001), lambda: [
        layers.Conv2D(32, 3, activation='relu'), layers.MaxPooling2D(2), layers.Conv2D(64, 3, activation='relu'),
        layers.MaxPooling2D(2), layers.Flatten(), layers.Dropout(0.5), dense(10, 'softmax')]),
}
batch, loss, optimizer, net = LABS[name]
x, y = data_of(name, folder)
model = keras.Sequential(net())
model.compile(optimizer=optimizer, loss=loss, metrics=['accuracy'])
given = (MultiHot(x, y, batch),) if name == 'imdb multi-hot' else (x, y)
options = {'verbose': 0} if len(given) == 1 else {'verbose': 0, 'batch_size': batch}
model.fit(*given, epochs=1, **options)


class Times(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.times = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.times.append((time.perf_counter() - self.start) * 1000 / math.ceil(len(x) / batch))


watch = Times()
history = model.fit(*given, epochs=epochs, callbacks=[watch], **options)
times, losses = watch.times, [float(loss) for loss in history.history['loss']]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({'msPerStep': times, 'losses': losses, 'peakBytes': peak, 'backend': keras.backend.backend()}))
