"""Trains models that were saved by Epochbook as they came from make.py, on the data of make.py.

    KERAS_BACKEND=tensorflow python again.py FOLDER '[3, 10]'

reads FOLDER/SEED.json and SEED.again.keras or .again.h5, and writes SEED.again.json.
"""

import json
import os
import sys
import traceback

import keras

from training import arrays, predicted, train

folder = sys.argv[1]
for seed in json.loads(sys.argv[2]):
    with open(os.path.join(folder, f"{seed}.json")) as file:
        case = json.load(file)
    try:
        name = next(name for name in os.listdir(folder) if name in (f"{seed}.again.keras", f"{seed}.again.h5"))
        model = keras.models.load_model(os.path.join(folder, name))
        came = {"before": predicted(model, arrays(case["inputs"]))}
        came.update(train(model, case, evaluates=False))
    except Exception:
        came = {"error": traceback.format_exc()}
    with open(os.path.join(folder, f"{seed}.again.json"), "w") as file:
        json.dump(came, file)
    keras.utils.clear_session(free_memory=False)
