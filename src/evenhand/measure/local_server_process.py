"""The process behind `local_server`: loads a GGUF file, says where it listens, and ends when its starter does."""

import os
import sys
import threading
import time

import msgspec
from xllamacpp import CommonParams, Server

from evenhand.measure.local_model import Ready

WATCH = 0.25


def serve(file: str, model: str, threads: int, streams: int, context: int) -> None:
    """Serve until the pipe from the starter closes."""
    starter = os.getppid()
    threading.Thread(target=_end_with, args=(starter,), daemon=True).start()
    server = Server(_settings(file, model, threads, streams, context))
    sys.stdout.buffer.write(msgspec.json.encode(Ready(server.listening_address)) + b"\n")
    sys.stdout.buffer.flush()
    sys.stdin.buffer.read()
    os._exit(0)


def _end_with(starter: int) -> None:
    """End this process when its starter is gone, also while the model is still loading."""
    while os.getppid() == starter:
        time.sleep(WATCH)
    os._exit(1)


def _settings(file: str, model: str, threads: int, streams: int, context: int) -> CommonParams:
    settings = CommonParams()
    settings.model.path = file
    settings.model_alias = {model}
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.n_parallel = streams
    settings.n_ctx = streams * context
    settings.cpuparams.n_threads = threads
    settings.cpuparams_batch.n_threads = threads
    return settings


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
