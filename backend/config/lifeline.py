"""A child process that ends with its parent, however the parent ended: nobody is left holding the port."""

import os
import signal
import threading
import time

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
