"""A mail server that remembers what it was given: outside all workers, so that it sees what really went out."""

import socketserver
import threading
import time
from collections import defaultdict
from email import message_from_bytes, policy
from typing import Any


class Sink(socketserver.ThreadingTCPServer):
    """Takes letters on a port of its own; `letters` holds the texts that came, by their Message-ID."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, delay: float) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.delay, self.lock = delay, threading.Lock()
        self.letters: dict[str, list[str]] = defaultdict(list)
        self.port: int = self.server_address[1]

    def __enter__(self) -> "Sink":
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()

    def take(self, letter: bytes) -> None:
        """Keep the letter, then take a moment before saying so: whoever is killed meanwhile never learns of it."""
        read = message_from_bytes(letter, policy=policy.default)
        with self.lock:
            self.letters[read["Message-ID"].strip("<>").split("@")[0]].append(read.get_content())
        time.sleep(self.delay)

    def handle_error(self, *_: Any) -> None:
        """Whoever spoke was killed in the middle of a sentence, as is meant."""

    def count(self) -> int:
        with self.lock:
            return len(self.letters)


class _Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP."""

    server: Sink

    def handle(self) -> None:
        self._say("220 sink")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.take(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
