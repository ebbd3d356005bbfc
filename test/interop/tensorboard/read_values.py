"""Prints, as JSON, every value that TensorBoard's own accumulator has of each run below a log folder."""

import base64
import json
import math
import os
import sys

from tensorboard.backend.event_processing import plugin_event_accumulator
from tensorboard.plugins.hparams import metadata as hparams
from tensorboard.util import tensor_util


def number(value):
    return value if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]


def value_of(plugin, tensor):
    array = tensor_util.make_ndarray(tensor)
    if plugin == "scalars":
        return number(float(array))
    if plugin == "histograms":
        return [[number(float(each)) for each in row] for row in array.reshape(-1, 3)]
    if plugin == "text":
        return "\n".join(each.decode() for each in array.flatten())
    if plugin == "images":
        width, height, *files = array.flatten().tolist()
        return [int(width), int(height), *[base64.b64encode(each).decode() for each in files]]
    return None


def plain(value):
    return getattr(value, value.WhichOneof("kind"))


def read(folder):
    accumulator = plugin_event_accumulator.EventAccumulator(folder, size_guidance={"tensors": 0})
    accumulator.Reload()
    found = {}
    for tag in accumulator.Tags()["tensors"]:
        data = accumulator.SummaryMetadata(tag).plugin_data
        if data.plugin_name == "hparams":
            told = {}
            if tag == hparams.SESSION_START_INFO_TAG:
                start = hparams.parse_session_start_info_plugin_data(data.content)
                told = {name: plain(value) for name, value in start.hparams.items()}
            found[tag] = {"plugin": "hparams", "values": [[0, 0, told]]}
            continue
        found[tag] = {
            "plugin": data.plugin_name,
            "values": [
                [event.step, event.wall_time, value_of(data.plugin_name, event.tensor_proto)]
                for event in accumulator.Tensors(tag)
            ],
        }
    return found


root = sys.argv[1]
print(
    json.dumps(
        {
            os.path.relpath(folder, root): read(folder)
            for folder, _, files in os.walk(root)
            if any("tfevents" in name for name in files)
        }
    )
)
