"""The labs of lab-cell.ts in plain JAX: python jax_labs.py NAME FOLDER EPOCHS step|scan prints one line of JSON.

`step` compiles a training step and calls it from Python batch by batch; `scan` compiles a whole epoch as one `lax.scan`.
"""
import json
import math
import resource
import sys
import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, random

from lab_data import VOCABULARY, data_of

name, folder, epochs, mode = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]


# A layer is (params, state) of a shape, and what it does: (params, state, x, key) to (x, state, penalty).
def glorot(key, shape):
    receptive = math.prod(shape[:-2])
    limit = math.sqrt(6 / (receptive * (shape[-2] + shape[-1])))
    return random.uniform(key, shape, jnp.float32, -limit, limit)


ACTIVATIONS = {None: lambda x: x, 'relu': jax.nn.relu, 'logits': lambda x: x}


def dense(units, activation=None, l2=0.0):
    def make(key, shape):
        return {'w': glorot(key, (shape[-1], units)), 'b': jnp.zeros(units)}, {}, (*shape[:-1], units)

    def call(p, s, x, key):
        penalty = l2 * jnp.sum(p['w'] ** 2) if l2 else 0.0
        return ACTIVATIONS[activation](x @ p['w'] + p['b']), s, penalty
    return make, call


def batch_norm(momentum=0.99):
    def make(key, shape):
        n = shape[-1]
        return ({'g': jnp.ones(n), 'b': jnp.zeros(n)}, {'m': jnp.zeros(n), 'v': jnp.ones(n)}, shape)

    def call(p, s, x, key):
        axes = tuple(range(x.ndim - 1))
        mean, variance = jnp.mean(x, axes), jnp.var(x, axes)
        held = {'m': momentum * s['m'] + (1 - momentum) * mean, 'v': momentum * s['v'] + (1 - momentum) * variance}
        return p['g'] * (x - mean) * lax.rsqrt(variance + 1e-3) + p['b'], lax.stop_gradient(held), 0.0
    return make, call


def plain(function, shape_of=lambda shape: shape):
    return (lambda key, shape: ({}, {}, shape_of(shape))), (lambda p, s, x, key: (function(x), s, 0.0))


def dropout(rate):
    def call(p, s, x, key):
        return jnp.where(random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0.0), s, 0.0
    return (lambda key, shape: ({}, {}, shape)), call


def embedding(words, units):
    def make(key, shape):
        return {'e': random.uniform(key, (words, units), jnp.float32, -0.05, 0.05)}, {}, (*shape, units)
    return make, lambda p, s, x, key: (p['e'][x], s, 0.0)


def conv(filters, size):
    def make(key, shape):
        h, w, c = shape
        params = {'w': glorot(key, (size, size, c, filters)), 'b': jnp.zeros(filters)}
        return params, {}, (h - size + 1, w - size + 1, filters)

    def call(p, s, x, key):
        y = lax.conv_general_dilated(x, p['w'], (1, 1), 'VALID', dimension_numbers=('NHWC', 'HWIO', 'NHWC'))
        return jax.nn.relu(y + p['b']), s, 0.0
    return make, call


def lstm(units):
    def make(key, shape):
        length, n = shape
        one, two = random.split(key)
        bias = jnp.concatenate([jnp.zeros(units), jnp.ones(units), jnp.zeros(2 * units)])
        params = {'w': glorot(one, (n, 4 * units)), 'u': glorot(two, (units, 4 * units)), 'b': bias}
        return params, {}, (units,)

    def call(p, s, x, key):
        def cell(carry, step):
            h, c = carry
            i, f, g, o = jnp.split(step + h @ p['u'], 4, axis=-1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), None
        start = jnp.zeros((x.shape[0], units))
        (h, _), _ = lax.scan(cell, (start, start), jnp.swapaxes(x @ p['w'] + p['b'], 0, 1))
        return h, s, 0.0
    return make, call


relu = plain(jax.nn.relu)
pool = plain(
    lambda x: lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), 'VALID'),
    lambda shape: (shape[0] // 2, shape[1] // 2, shape[2]))
flatten = plain(lambda x: x.reshape(x.shape[0], -1), lambda shape: (math.prod(shape),))
mean_of_words = plain(lambda x: jnp.mean(x, 1), lambda shape: shape[-1:])
multi_hot = plain(
    lambda x: jnp.zeros((x.shape[0], VOCABULARY)).at[jnp.arange(x.shape[0])[:, None], x].set(1.0),
    lambda shape: (VOCABULARY,))


def binary(logits, y):
    return jnp.mean(jnp.maximum(logits, 0) - logits * y + jnp.log1p(jnp.exp(-jnp.abs(logits))))


def categorical(logits, y):
    return -jnp.mean(jnp.sum(y * jax.nn.log_softmax(logits), -1))


def squared(out, y):
    return jnp.mean((out - y) ** 2)


def right(out, y):
    return jnp.mean((out > 0) == (y > 0.5)) if y.shape[-1] == 1 else jnp.mean(jnp.argmax(out, -1) == jnp.argmax(y, -1))


def adam(rate):
    def update(state, grads, params):
        t = state['t'] + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, state['m'], grads)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, state['v'], grads)
        scale = rate * jnp.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t)
        params = jax.tree.map(lambda p, m, v: p - scale * m / (jnp.sqrt(v) + 1e-7), params, m, v)
        return {'t': t, 'm': m, 'v': v}, params
    return (lambda params: {'t': jnp.zeros(()), 'm': jax.tree.map(jnp.zeros_like, params), 'v': jax.tree.map(jnp.zeros_like, params)}), update


def rmsprop(rate):
    def update(state, grads, params):
        v = jax.tree.map(lambda v, g: 0.9 * v + 0.1 * g * g, state, grads)
        return v, jax.tree.map(lambda p, g, v: p - rate * g / (jnp.sqrt(v) + 1e-7), params, grads, v)
    return (lambda params: jax.tree.map(jnp.zeros_like, params)), update


LABS = {
    'titanic': (32, binary, adam(0.003), [
        dense(32, l2=0.001), batch_norm(0.9), relu, dropout(0.3), dense(16, 'relu'), dropout(0.3), dense(1, 'logits')]),
    'wine': (16, categorical, adam(0.003), [
        dense(32, 'relu'), batch_norm(), dropout(0.3), dense(16, 'relu'), dense(3, 'logits')]),
    'boston': (16, squared, rmsprop(0.001), [dense(64, 'relu'), dense(64, 'relu'), dense(1)]),
    'imdb multi-hot': (512, binary, rmsprop(0.001), [
        multi_hot, dense(16, 'relu'), dense(16, 'relu'), dense(1, 'logits')]),
    'imdb embedding': (512, binary, adam(0.001), [
        embedding(VOCABULARY, 16), mean_of_words, dense(16, 'relu'), dense(1, 'logits')]),
    'imdb lstm': (128, binary, adam(0.001), [embedding(VOCABULARY, 16), lstm(32), dense(1, 'logits')]),
    'convolution': (64, categorical, adam(0.001), [
        conv(32, 3), batch_norm(), pool, flatten, dense(10, 'logits')]),
    'convolution, two layers': (64, categorical, adam(0.001), [
        conv(32, 3), pool, conv(64, 3), pool, flatten, dropout(0.5), dense(10, 'logits')]),
}
batch, loss_of, (begin, update), net = LABS[name]


x, y = map(jnp.asarray, data_of(name, folder))

key = random.key(1)
params, state, shape = [], [], x.shape[1:]
for make, _ in net:
    key, own = random.split(key)
    p, s, shape = make(own, shape)
    params.append(p)
    state.append(s)


def objective(params, state, x, y, key):
    penalty, after = 0.0, []
    for (_, call), p, s in zip(net, params, state):
        key, own = random.split(key)
        x, s, more = call(p, s, x, own)
        penalty += more
        after.append(s)
    return loss_of(x, y) + penalty, (after, right(x, y))


def train(carry, rows):
    params, state, optimizer, key = carry
    key, own = random.split(key)
    (loss, (state, share)), grads = jax.value_and_grad(objective, has_aux=True)(params, state, x[rows], y[rows], own)
    optimizer, params = update(optimizer, grads, params)
    return (params, state, optimizer, key), (loss, share)


step = jax.jit(train, donate_argnums=0)
scan = jax.jit(partial(lax.scan, train), donate_argnums=0)
carry = (params, state, begin(params), key)
steps = len(x) // batch
numbers = np.random.default_rng(1)


def epoch(carry):
    rows = numbers.permutation(len(x))[:steps * batch].reshape(steps, batch)
    if mode == 'scan':
        carry, (losses, _) = scan(carry, jnp.asarray(rows))
    else:
        losses = []
        for each in rows:
            carry, (loss, _) = step(carry, each)
            losses.append(loss)
        losses = jnp.stack(losses)
    return carry, float(jnp.mean(losses))


# The second epoch compiles once more, for what the first gave back.
for _ in range(2):
    carry, _ = epoch(carry)
times, losses = [], []
for _ in range(epochs):
    start = time.perf_counter()
    carry, loss = epoch(carry)
    times.append((time.perf_counter() - start) * 1000 / steps)
    losses.append(loss)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({'msPerStep': times, 'losses': losses, 'peakBytes': peak, 'backend': 'jax'}))
