"""A network in front of the database that can stop carrying anything, without a word."""

import socket
import threading
from contextlib import closing


class Network:
    """Carries bytes to and from a server, and holds them back while it is frozen."""

    def __init__(self, server):
        self.server = server
        self.carries = threading.Event()
        self.carries.set()
        self.freeze_at = (
            None  # bytes of a question, which is held back with all that follows
        )
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self):
        self.carries.clear()

    def thaw(self):
        self.freeze_at = None
        self.carries.set()

    def close(self):
        self.thaw()
        self.door.close()

    def _accept(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            far = socket.create_connection(self.server)
            for ends in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, come, go, is_question):
        try:
            with closing(go):
                while found := come.recv(65536):
                    if is_question and self.freeze_at and self.freeze_at in found:
                        self.freeze()
                    self.carries.wait()
                    go.sendall(found)
        except OSError:
            pass
