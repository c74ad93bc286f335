"""A child process that ends with its parent, however the parent ended: nobody is left holding the port."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

PARENT = "TIREK_CHILD_OF"  # set by `start` for the web server it begins: the process to end with
EVERY = 0.5
PATIENCE = 8.0


def end_with_parent(parent: int) -> None:
    """Watch, from a thread, whether this process is still the child of `parent`; if not, stop: asked, then for good."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(EVERY)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()


def let_begin(child: subprocess.Popen[bytes]) -> None:
    """Tell a child that waits in `wait_for_word` to go on; one that has ended already is told nothing."""
    if child.stdin:
        with suppress(BrokenPipeError):
            child.stdin.write(b"begin\n")
            child.stdin.close()


def wait_for_word() -> bool:
    """Wait until the parent says that all is ready; False when it ended without having said so."""
    return sys.stdin.readline() == "begin\n"
