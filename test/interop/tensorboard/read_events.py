"""Prints, as JSON, what TensorBoard's own loader reads of each run below a log folder."""

import glob
import json
import os
import sys

from tensorboard.backend.event_processing import event_accumulator, event_file_loader
from tensorboard.util import tensor_util


def plain(tensor):
    array = tensor_util.make_ndarray(tensor)
    if array.dtype.kind in "SO":
        return [value.decode("utf-8", "replace") for value in array.flatten()]
    return array.tolist()


def read(folder):
    accumulator = event_accumulator.EventAccumulator(folder, size_guidance={"tensors": 0})
    accumulator.Reload()
    tags = {}
    for tag in accumulator.Tags()["tensors"]:
        metadata = accumulator.SummaryMetadata(tag)
        events = accumulator.Tensors(tag)
        tags[tag] = {
            "plugin": metadata.plugin_data.plugin_name,
            "steps": [event.step for event in events],
            "values": [plain(event.tensor_proto) for event in events],
        }
    loaded = [
        len(list(event_file_loader.EventFileLoader(path).Load()))
        for path in sorted(glob.glob(os.path.join(folder, "*tfevents*")))
    ]
    return {"tags": tags, "events": loaded}


root = sys.argv[1]
runs = {
    os.path.relpath(folder, root): read(folder)
    for folder, _, files in os.walk(root)
    if any("tfevents" in name for name in files)
}
print(json.dumps(runs))
