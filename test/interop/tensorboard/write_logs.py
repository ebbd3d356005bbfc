"""Writes logs as other programs do: tensorboardX (and so PyTorch), TensorFlow 2's summaries, TensorFlow 1's, a table of texts."""

import sys

import numpy as np
import tensorflow as tf
from tensorboard.plugins.hparams import api as hp
from tensorboardX import SummaryWriter

root = sys.argv[1]
random = np.random.default_rng(7)
UNUSUAL = [0.0, -0.0, 1.5, float("nan"), float("inf"), float("-inf"), 1e-42, 3.4e38, -7.25]


def image(seed):
    return np.random.default_rng(seed).integers(0, 255, (3, 5, 7), dtype=np.uint8)


def like_torch():
    writer = SummaryWriter(f"{root}/torch/run")
    for step, value in enumerate(UNUSUAL):
        writer.add_scalar("Loss/train", value, step * 10)
    for step in range(40):
        writer.add_scalar("Loss/val", 1 / (step + 1), step * 10)
    for step in range(3):
        writer.add_histogram("weights", random.normal(size=500), step)
        writer.add_histogram("weights/auto", random.normal(size=500) * 1e-3, step, bins="auto")
        writer.add_image("picture", image(step), step)
    writer.add_text("notes/한글", "**bold** 가나다", 4)
    writer.add_text("empty", "", 0)
    writer.add_scalars("both", {"a": 1.0, "b": 2.0}, 5)
    writer.add_hparams({"lr": 0.1, "optimizer": "adam", "nesterov": True, "layers": 3}, {"hparam/accuracy": 0.9}, name="trial")
    writer.close()


def tensorflow_2():
    writer = tf.summary.create_file_writer(f"{root}/tf2")
    with writer.as_default():
        for step, value in enumerate(UNUSUAL):
            tf.summary.scalar("loss", value, step=step)
        tf.summary.scalar("large step", 1.0, step=2**52)
        for step in range(3):
            tf.summary.histogram("weights", random.normal(size=400), step=step)
            tf.summary.histogram("constant", np.full(9, 3.0), step=step, buckets=5)
            tf.summary.histogram("nothing", np.zeros(0), step=step)
            tf.summary.image("picture", np.stack([image(step).transpose(1, 2, 0)] * 2), step=step)
        tf.summary.text("note", "a | b", step=1)
        tf.summary.text("table", [["one", "two"], ["three", "넷"]], step=2)
        hp.hparams({"learning_rate": 0.01, "optimizer": "sgd", "batch_norm": False, "units": 16}, trial_id="t")
    writer.close()


def tensorflow_1():
    with tf.Graph().as_default():
        writer = tf.compat.v1.summary.FileWriter(f"{root}/tf1")
        for step, value in enumerate(UNUSUAL):
            summary = tf.compat.v1.Summary()
            summary.value.add(tag="loss", simple_value=value)
            summary.value.add(tag="twice", simple_value=2 * step)
            writer.add_summary(summary, step)
        histogram = tf.compat.v1.HistogramProto(
            min=-1, max=2, num=6, sum=3, sum_squares=7,
            bucket_limit=[-1.7e308, -1, 0, 1, 1.7e308], bucket=[0, 1, 3, 2, 0],
        )
        for summary in [
            tf.compat.v1.Summary(value=[tf.compat.v1.Summary.Value(tag="histogram", histo=histogram)]),
            tf.compat.v1.Summary(
                value=[tf.compat.v1.Summary.Value(tag="no counts", histo=tf.compat.v1.HistogramProto(bucket_limit=[1], bucket=[0]))]
            ),
            tf.compat.v1.Summary(
                value=[
                    tf.compat.v1.Summary.Value(
                        tag="image",
                        image=tf.compat.v1.Summary.Image(
                            height=5, width=7, colorspace=3, encoded_image_string=tf.io.encode_png(image(9).transpose(1, 2, 0)).numpy()
                            if tf.executing_eagerly()
                            else b"\x89PNG not looked at",
                        ),
                    )
                ]
            ),
        ]:
            writer.add_summary(summary, 3)
        writer.close()


like_torch()
tensorflow_2()
tensorflow_1()
