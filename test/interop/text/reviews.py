"""Writes files as Keras' imdb.npz is one: rows of word numbers as pickled arrays of objects.

Arguments: a folder, a seed. Writes imdb-N.npz for each protocol N of pickle, and prints the rows as JSON.
"""

import io
import json
import pickle
import random
import sys
import zipfile
from pathlib import Path

import numpy as np

folder, seed = Path(sys.argv[1]), int(sys.argv[2])
draw = random.Random(seed)


def part(count):
    # Numbers of one, two and four bytes, rows of none and of many.
    rows = [[draw.choice([7, 255, 256, 65535, 65536, 88587]) for _ in range(draw.choice([0, 1, 40, 1200]))] for _ in range(count)]
    return rows, [draw.randrange(2) for _ in rows]


def objects(rows):
    array = np.empty(len(rows), dtype=object)
    array[:] = rows
    return array


def entry(array, protocol):
    held = io.BytesIO()
    if array.dtype == object:
        np.lib.format.write_array_header_1_0(held, np.lib.format.header_data_from_array_1_0(array))
        pickle.dump(array, held, protocol=protocol)
    else:
        np.save(held, array)
    return held.getvalue()


(x_train, y_train), (x_test, y_test) = part(60), part(30)
for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
    with zipfile.ZipFile(folder / f"imdb-{protocol}.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in (
            ("x_train", objects(x_train)),
            ("y_train", np.array(y_train, dtype=np.int64)),
            ("x_test", objects(x_test)),
            ("y_test", np.array(y_test, dtype=np.int32)),
        ):
            archive.writestr(f"{name}.npy", entry(array, protocol))
np.savez(folder / "imdb-0.npz", x_train=objects(x_train), y_train=y_train, x_test=objects(x_test), y_test=y_test)
print(json.dumps({"train": [x_train, y_train], "test": [x_test, y_test]}))
