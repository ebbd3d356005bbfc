"""Runs tasks on a Ray cluster for the command line and for sweeps.

Reads lines of JSON from standard input and answers with such lines on standard output; all else that is printed goes to
standard error. The end of the input cancels what is under way. Files travel by their paths; `protocol.ts` has the lines.
"""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

OLDEST_NODE = 20
STALE_SECONDS = 7 * 24 * 3600
# For a program that was asked to end, to end what it has started.
PATIENCE_SECONDS = 8


# What follows runs on the workers. It reaches them as it stands here, so it may use nothing but the standard library.


class Refused(Exception):
    """The worker cannot run the task."""

    def __init__(self, why, detail=""):
        super().__init__(why)
        self.why = why
        self.detail = detail


def find_node():
    node = os.environ.get("EPOCHBOOK_NODE") or shutil.which("node")
    if not node or not os.path.exists(node):
        raise Refused("no-node", node or "")
    told = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    version = told.stdout.decode(errors="replace").strip()
    major = version.lstrip("v").split(".")[0]
    if not major.isdigit() or int(major) < OLDEST_NODE:
        raise Refused("old-node", version or node)
    return node


def own_folder():
    """Keeps what many tasks need; nobody else may write there."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    folder = os.path.join(tempfile.gettempdir(), "epochbook-ray-%s" % user)
    os.makedirs(folder, mode=0o755, exist_ok=True)
    if hasattr(os, "getuid") and os.lstat(folder).st_uid != os.getuid():
        raise Refused("error", "%s belongs to another user" % folder)
    return folder


def unpack(data, folder):
    path = folder + ".zip"
    with open(path, "wb") as file:
        file.write(data)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    os.remove(path)


def readable(folder):
    """A submission runs as another user where root grades."""
    os.chmod(folder, 0o755)
    for parent, folders, files in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(parent, name), 0o755)
        for name in files:
            os.chmod(os.path.join(parent, name), 0o644)


def kept(home, name, fetch):
    """The folder of what is shared by many tasks: unpacked once a worker, whoever is first."""
    target = os.path.join(home, name)
    if not os.path.isdir(target):
        drop_stale(home)
        made = tempfile.mkdtemp(prefix="new-", dir=home)
        unpack(fetch(), made)
        readable(made)
        try:
            os.rename(made, target)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            if not os.path.isdir(target):
                raise
    os.utime(target)
    return target


def drop_stale(home):
    for name in os.listdir(home):
        path = os.path.join(home, name)
        try:
            if time.time() - os.stat(path).st_mtime > STALE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
        except OSError:
            pass


def end(child):
    """Closing its input asks the program to end; with it ends what it has started."""
    try:
        child.stdin.close()
        child.wait(PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        pass
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def run_task(payload, program, shared, seconds):
    """Runs the program on what is in the payload. `program` and `shared` are (name, [reference]) each."""
    import ray

    began = time.time()
    where = ray.util.get_node_ip_address()
    try:
        node = find_node()
        home = own_folder()
        fetch = lambda references: lambda: ray.get(references[0])  # noqa: E731
        place = kept(home, program[0], fetch(program[1]))
        folders = [kept(home, name, fetch(references)) for name, references in shared]
    except Refused as refused:
        return {"failed": refused.why, "detail": refused.detail, "where": where}
    folder = tempfile.mkdtemp(prefix="task-", dir=home)
    try:
        work = os.path.join(folder, "task")
        unpack(payload, work)
        log = os.path.join(folder, "stderr")
        result = os.path.join(folder, "result.zip")
        with open(log, "wb") as errors:
            child = subprocess.Popen(
                [node, os.path.join(place, "dist", "task.js"), work, result] + folders,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        try:
            status = child.wait(seconds)
        except subprocess.TimeoutExpired:
            return {"failed": "timeout", "detail": "", "where": where}
        finally:
            end(child)
        if status != 0 or not os.path.exists(result):
            with open(log, "rb") as errors:
                said = errors.read().decode(errors="replace")[-2000:]
            return {"failed": "ended", "detail": "%s\n%s" % (status, said), "where": where}
        with open(result, "rb") as file:
            return {"result": file.read(), "seconds": time.time() - began, "where": where}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# What follows runs where the command was given.


def end_of(error):
    return str(error).strip()[-2000:]


class Driver:
    def __init__(self, ray, tell):
        self.ray = ray
        self.tell = tell
        self.running = {}
        self.shared = {}

    def share(self, name, path):
        with open(path, "rb") as file:
            self.shared[name] = self.ray.put(file.read())

    def start(self, line):
        with open(line["payload"], "rb") as file:
            payload = file.read()
        # A reference within a list stays one: only who needs what is behind it fetches it.
        named = lambda name: (name, [self.shared[name]])  # noqa: E731
        task = self.ray.remote(run_task).options(
            num_cpus=line["cpus"],
            memory=line["memory"],
            max_retries=line["retries"],
        )
        reference = task.remote(
            payload, named(line["program"]), [named(name) for name in line["shared"]], line["seconds"]
        )
        self.running[reference] = line

    def cancel(self):
        for reference in list(self.running):
            self.ray.cancel(reference)

    def collect(self, seconds):
        """Tells what has ended."""
        references = list(self.running)
        ready, _ = self.ray.wait(references, num_returns=1, timeout=seconds)
        if ready:
            ready, _ = self.ray.wait(references, num_returns=len(references), timeout=0)
        for reference in ready:
            line = self.running.pop(reference)
            self.tell(dict(self.outcome(reference, line), id=line["id"]))

    def outcome(self, reference, line):
        errors = self.ray.exceptions
        try:
            answer = self.ray.get(reference)
        except errors.TaskCancelledError:
            return {"type": "failed", "why": "cancelled", "detail": "", "where": ""}
        except errors.OutOfMemoryError as error:
            return {"type": "failed", "why": "memory", "detail": end_of(error), "where": ""}
        except errors.RayTaskError as error:
            return {"type": "failed", "why": "error", "detail": end_of(error), "where": ""}
        except errors.RayError as error:
            return {"type": "failed", "why": "lost", "detail": end_of(error), "where": ""}
        if "failed" in answer:
            return dict(answer, type="failed", why=answer["failed"])
        path = line["payload"] + ".result"
        with open(path, "wb") as file:
            file.write(answer["result"])
        return {"type": "done", "result": path, "where": answer["where"], "seconds": answer["seconds"]}


def connect(address, tell):
    try:
        import ray
    except ImportError as error:
        tell({"type": "refused", "why": "no-ray", "detail": str(error), "python": sys.executable})
        return None
    try:
        ray.init(address, log_to_driver=False, logging_level="ERROR")
    except Exception as error:
        detail = end_of(error)
        text = detail.lower()
        if "mismatch" in text:
            why = "version"
        elif "client server failed" in text:
            why = "server"
        elif "grpc" in text and "install" in text:
            why = "no-ray"
        elif isinstance(error, ConnectionError):
            why = "unreachable"
        else:
            why = "other"
        tell({"type": "refused", "why": why, "detail": detail, "python": sys.executable})
        return None
    nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    tell(
        {
            "type": "connected",
            "ray": ray.__version__,
            "nodes": [{"cpus": node.get("CPU", 0), "memory": node.get("memory", 0)} for node in nodes],
        }
    )
    return ray


def read_lines(lines):
    for line in sys.stdin:
        lines.put(json.loads(line))
    lines.put({"type": "end"})


def main():
    # A key pressed in the terminal is the command's to judge.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(message):
        out.write(json.dumps(message) + "\n")
        out.flush()

    lines = queue.Queue()
    threading.Thread(target=read_lines, args=(lines,), daemon=True).start()
    ray = connect(sys.argv[1], tell)
    if ray is None:
        return
    driver = Driver(ray, tell)
    try:
        while True:
            try:
                line = lines.get(block=not driver.running)
            except queue.Empty:
                driver.collect(0.1)
                continue
            if line["type"] == "share":
                driver.share(line["name"], line["path"])
            elif line["type"] == "task":
                driver.start(line)
            else:
                driver.cancel()
                break
        ray.shutdown()
        # Whoever started this may have been killed.
        shutil.rmtree(sys.argv[2], ignore_errors=True)
    except Exception as error:  # The connection: what a task does is told with the task.
        tell({"type": "lost", "detail": end_of(error)})


if __name__ == "__main__":
    main()
