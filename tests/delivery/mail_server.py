"""A mail server (RFC 5321) of a few lines, on real sockets, which answers as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import Message

CLOSES, HANGS = "closes", "hangs"
USUAL = {"HELLO": "220 here", "DATA": "354 go on", "QUIT": "221 bye"}


class MailServer:
    """`says["RCPT gone@news.example"] = "550 no such user"` for one reader, `says["MAIL"]` for all.

    The other words are HELLO, EHLO, DATA, END (of a letter) and QUIT; CLOSES and HANGS are answers
    too. `took` is whom a letter was taken for, `letters` what they read, in order.
    """

    def __init__(self) -> None:
        self.says: dict[str, str] = {}
        self.took: list[str] = []
        self.letters: list[Message] = []
        self.asked: list[str] = []
        self.ends = threading.Event()

    @contextmanager
    def serving(self) -> Iterator[None]:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.mail = self
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        try:
            yield
        finally:
            self.ends.set()
            server.shutdown()
            server.server_close()

    def answer(self, word: str, to: str) -> str:
        self.asked.append(f"{word} {to}".strip())
        usual = USUAL.get(word, "250 ok")
        return self.says.get(f"{word} {to}") or self.says.get(word) or usual


class Handler(socketserver.StreamRequestHandler):
    to = ""

    def handle(self) -> None:
        if not self.says("HELLO"):
            return
        for line in self.rfile:
            word, _, rest = line.decode().strip().upper().partition(" ")
            if word == "RCPT":
                self.to = rest.lower().removeprefix("to:").strip("<>")
            said = self.says({"HELO": "EHLO"}.get(word, word))
            if not said or word == "QUIT" or (said.startswith("354") and not self.takes()):
                return

    def says(self, word: str) -> str:
        """Say it, and return what was said; nothing where the connection is over."""
        mail: MailServer = self.server.mail
        said = mail.answer(word, self.to)
        if said == HANGS:
            mail.ends.wait(5)
        if said in (CLOSES, HANGS):
            return ""
        self.wfile.write(said.encode() + b"\r\n")
        return said

    def takes(self) -> str:
        lines = b"".join(iter(self.rfile.readline, b".\r\n"))
        said = self.says("END")
        if said.startswith("250"):
            self.server.mail.took.append(self.to)
            self.server.mail.letters.append(
                message_from_bytes(lines, policy=policy.default)
            )
        return said
