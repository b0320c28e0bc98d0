"""The line between a session and whoever orders it about: JSON, one record a line."""

from __future__ import annotations

import json
import os
import queue
import socket
import threading
from contextlib import suppress
from typing import IO, Any, Protocol

Record = dict[str, Any]
# Taken before any cell runs: a cell may replace what the module holds.
encode = json.JSONEncoder().encode
decode = json.JSONDecoder().decode


class ClosedError(Exception):
    """The other end is gone."""


class Channel(Protocol):
    """Sends and receives records."""

    def send(self, record: Record, handle: int | None = None) -> None:
        """Send a record (and with it an open file); ClosedError when nobody is there."""

    def receive(self, timeout: float | None = None) -> Record | None:
        """The next record; None when none came in `timeout` seconds, ClosedError when none ever will."""

    def close(self) -> None:
        """End the line."""


class Socket:
    """A line over a socket, which can carry open files to the other side."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._bytes = b""
        self.handles: list[int] = []

    def send(self, record: Record, handle: int | None = None) -> None:
        """Send a record (and with it an open file); ClosedError when nobody is there."""
        line = encode(record).encode("utf-8") + b"\n"
        try:
            self._end.settimeout(None)
            if handle is not None:
                sent = socket.send_fds(self._end, [line], [handle])
                line = line[sent:]
            self._end.sendall(line)
        except OSError:
            raise ClosedError from None

    def receive(self, timeout: float | None = None) -> Record | None:
        """The next record; None when none came in `timeout` seconds, ClosedError when none ever will."""
        while b"\n" not in self._bytes:
            try:
                self._end.settimeout(timeout)
                more, handles, _, _ = socket.recv_fds(self._end, 1 << 16, 4)
            except TimeoutError:
                return None
            except OSError:
                raise ClosedError from None
            self.handles += handles
            if not more:
                raise ClosedError
            self._bytes += more
        line, _, self._bytes = self._bytes.partition(b"\n")
        return _record(line)

    def close(self) -> None:
        """End the line."""
        with suppress(OSError):
            self._end.close()


class Pipes:
    """A line over two pipes, as every system has them; a thread listens, so that orders are heard at any time."""

    def __init__(self, reads: IO[bytes], writes: IO[bytes]) -> None:
        self._reads, self._writes = reads, writes
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            for line in self._reads:
                self.hear(line)
        self._heard.put(b"")
        self.ended()

    def hear(self, line: bytes) -> None:
        """Take in a line."""
        self._heard.put(line)

    def ended(self) -> None:
        """What to do when no more lines can come."""

    def send(self, record: Record, handle: int | None = None) -> None:
        """Send a record; ClosedError when nobody is there."""
        assert handle is None, "pipes carry no open files"
        try:
            self._writes.write(encode(record).encode("utf-8") + b"\n")
            self._writes.flush()
        except (OSError, ValueError):
            raise ClosedError from None

    def receive(self, timeout: float | None = None) -> Record | None:
        """The next record; None when none came in `timeout` seconds, ClosedError when none ever will."""
        try:
            line = self._heard.get(timeout=timeout)
        except queue.Empty:
            return None
        if not line:
            self._heard.put(b"")
            raise ClosedError
        return _record(line)

    def close(self) -> None:
        """End the line; the thread that listens ends when the other side does."""
        with suppress(OSError, ValueError):
            self._writes.close()


def _record(line: bytes) -> Record:
    """The record in a line; an empty one for what is none, such as what a cell wrote there."""
    try:
        record = decode(line.decode("utf-8", "replace"))
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def pair() -> tuple[Socket, int]:
    """A line over sockets: this end, and the file descriptor of the other, which the caller closes."""
    mine, theirs = socket.socketpair()
    return Socket(mine), theirs.detach()


def at(descriptor: int) -> Socket:
    """The end of a line that this process was started with, or was sent, as a file descriptor."""
    end = socket.socket(fileno=descriptor)
    os.set_inheritable(end.fileno(), False)
    return Socket(end)
