"""Runs Python scripts for the tests, each in a fork of this process, which has imported what takes them seconds to import.

Listens on the Unix socket that the first argument names. A request is a line of JSON, {"script": path, "args": [...]}; the
answer is {"status", "stdout", "stderr"} of the script, run as a program of its own. Ends when its standard input does.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
import tempfile
import traceback

os.environ.update(
    TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow", TF_ENABLE_ONEDNN_OPTS="0"
)


def run(script, args):
    """In a fork: the script as the main program. Gives its status."""
    sys.argv = [script, *args]
    sys.path[0] = os.path.dirname(script)
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def answer(connection):
    """In a fork: reads a request, runs its script in a further fork, and sends what came of it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request = json.loads(connection.makefile().readline())
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os._exit(run(request["script"], request["args"]))
        _, wait = os.waitpid(child, 0)
        texts = {}
        for name, file in (("stdout", out), ("stderr", err)):
            file.seek(0)
            texts[name] = file.read().decode("utf8", "replace")
    connection.sendall(json.dumps({"status": os.waitstatus_to_exitcode(wait), **texts}).encode())
    connection.close()


listening = socket.socket(socket.AF_UNIX)
listening.bind(sys.argv[1])
listening.listen(64)

# Requests wait until these are here. Nothing may be computed with them before a fork: TensorFlow starts its threads then.
import keras  # noqa: E402, F401
import numpy  # noqa: E402, F401
import tf_keras  # noqa: E402, F401
from tensorboard.backend.event_processing import event_accumulator, event_file_loader  # noqa: E402, F401

# A collection of garbage in a fork need not go through the hundreds of thousands of objects of these modules, which stay; Keras
# asks for a whole one at each clear_session.
gc.collect()
gc.freeze()

# Forks are reaped by themselves.
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    ready, _, _ = select.select([listening, sys.stdin], [], [])
    if listening in ready:
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            answer(connection)
            os._exit(0)
        connection.close()
    if sys.stdin in ready and not sys.stdin.buffer.read1(1024):
        break
