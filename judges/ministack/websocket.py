"""A WebSocket client for judging: one connection on a blocking socket, with wsproto, which MiniStack's server brings."""

import socket
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Ping,
    RejectConnection,
    RejectData,
    Request,
    TextMessage,
)

LIMIT = 30  # Seconds that an answer may take; the first call starts a function.


class Refused(Exception):
    """The handshake was answered, but not with a connection."""

    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status = status


class WebSocket:
    """A context in which there is a connection."""

    def __init__(self, url, headers=()):
        self.url = url
        self.headers = [(name.encode(), value.encode()) for name, value in headers]
        self.protocol = WSConnection(ConnectionType.CLIENT)
        self.socket = None
        self.events = []
        self.text = ""
        self.is_closed = self.is_hung_up = False

    def __enter__(self):
        parts = urlsplit(self.url)
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=LIMIT)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            self.send(Request(host=parts.netloc, target=target, extra_headers=self.headers))
            self.handshake()
        except BaseException:
            self.socket.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def handshake(self):
        """Waits for the connection, or says how it was refused."""
        status, body = None, b""
        while True:
            event = self.event()
            if isinstance(event, AcceptConnection):
                return
            if isinstance(event, RejectConnection):
                status = event.status_code
                if not event.has_body:
                    raise Refused(status, "")
            elif isinstance(event, RejectData):
                body += event.data
                if event.body_finished:
                    raise Refused(status, body.decode("utf-8", errors="replace"))
            elif event is None:
                raise Refused(status, "the server hung up")

    def send(self, event):
        """Sends one event."""
        self.socket.sendall(self.protocol.send(event))

    def event(self):
        """The next event, or none when the server hung up."""
        while not self.events and not self.is_hung_up:
            data = self.socket.recv(65536)
            self.is_hung_up = not data
            if data:
                self.protocol.receive_data(data)
                self.events += self.protocol.events()
        return self.events.pop(0) if self.events else None

    def say(self, text):
        """Sends a message."""
        self.send(TextMessage(data=text))

    def hear(self, limit=LIMIT):
        """The next message, or none when there is none within `limit` seconds, or no more."""
        self.socket.settimeout(limit)
        try:
            while not self.is_closed:
                event = self.event()
                if isinstance(event, TextMessage):
                    self.text += event.data
                    if event.message_finished:
                        whole, self.text = self.text, ""
                        return whole
                elif isinstance(event, Ping):
                    self.send(event.response())
                elif isinstance(event, CloseConnection):
                    self.send(event.response())
                    self.is_closed = True
                elif event is None:
                    self.is_closed = True
        except TimeoutError:
            pass
        finally:
            self.socket.settimeout(LIMIT)
        return None

    def close(self):
        """Ends the connection as a browser does, and waits until the server agreed."""
        if not self.is_closed:
            self.send(CloseConnection(code=1000))
            while not isinstance(self.event(), (CloseConnection, type(None))):
                pass  # What was under way comes first.
            self.is_closed = True
        self.socket.close()
