"""A web of a few sites on this machine: names and numeric addresses are made up, servers and connections are real.

The guard under test believes that it talks to the open internet. A connection to a numeric address that is no site's
is a mistake of the guard: it is noted in `dialed` and refused.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpcore2

from directory.curation.links import fetching

SITE_IP = "93.184.216.34"
Reply = Callable[[str, str], bytes | Iterable[bytes]]


@dataclass
class SmallWeb:
    """Names, sites, and what was asked of them. names: what each look-up of a name gives, one after the other."""

    names: dict[str, list[list[str] | OSError]] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    dialed: list[tuple[str, int]] = field(default_factory=list)
    received_bytes: int = 0

    def serve(
        self, name: str, reply: Reply | bytes, *, ip: str = SITE_IP, certificate: ssl.SSLContext | None = None
    ) -> Site:
        """A site that answers with reply(method, target): bytes, or pieces sent one by one."""
        self.names[name] = [[ip]]
        self.sites[ip] = Site(reply if callable(reply) else lambda _method, _target: reply, certificate)
        return self.sites[ip]

    def web(self, **options: Any) -> fetching.Web:
        """The module under test, in this web."""
        options = {"resolve": self.resolve, "connect": self.connect, "time_s": 5.0} | options
        return fetching.Web("Test (https://lean.example.org)", **options)

    def resolve(self, host: str, port: int) -> list[str]:
        """The next answer for a name of this web; other spellings go to the resolver of the system."""
        if host not in self.names:
            if host.endswith((".test", ".example")):
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return fetching.resolve(host, port)
        answers = self.names[host]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, OSError):
            raise answer
        return answer

    def connect(self, ip: str, port: int, timeout_s: float) -> httpcore2.NetworkStream:
        """A connection to the site with this address; ports are all the same to it."""
        self.dialed.append((ip, port))
        if ip not in self.sites:
            raise httpcore2.ConnectError(f"nobody is at {ip}")
        return _Counted(fetching.connect("127.0.0.1", self.sites[ip].port, timeout_s), self)

    def close(self) -> None:
        """End all servers."""
        for site in self.sites.values():
            site.close()


class Site:
    """A server on a port of this machine; asked: the requests as (method, target, headers)."""

    def __init__(self, reply: Reply, certificate: ssl.SSLContext | None) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self._reply = reply
        self._certificate = certificate
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    site._answer(self.request)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, connection: socket.socket) -> None:
        if self._certificate:
            connection = self._certificate.wrap_socket(connection, server_side=True)
        received = b""
        while b"\r\n\r\n" not in received:
            if not (data := connection.recv(4096)):
                return
            received += data
        request, *lines = received.decode().strip().split("\r\n")
        method, target, _version = request.split(" ")
        self.asked.append((method, target, dict(line.split(": ", 1) for line in lines)))
        reply = self._reply(method, target)
        for piece in [reply] if isinstance(reply, bytes) else reply:
            connection.sendall(piece)
        # Without a word of goodbye a TLS client would take the end for an attack.
        if isinstance(connection, ssl.SSLSocket):
            connection.unwrap()


class _Counted(httpcore2.NetworkStream):
    """A connection that counts what is read from it."""

    def __init__(self, stream: httpcore2.NetworkStream, web: SmallWeb) -> None:
        self._stream, self._web = stream, web

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, timeout)
        self._web.received_bytes += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, *args: Any, **options: Any) -> httpcore2.NetworkStream:
        return _Counted(self._stream.start_tls(*args, **options), self._web)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole HTTP answer; headers with _ for -."""
    told = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def only_get(reply: bytes | Callable[[], Iterable[bytes]]) -> Reply:
    """HEAD is refused with 405; GET gets the reply."""

    def choose(method: str, _target: str) -> bytes | Iterable[bytes]:
        if method == "HEAD":
            return answer(405)
        return reply if isinstance(reply, bytes) else reply()

    return choose
