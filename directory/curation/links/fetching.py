"""The one module of the program that reaches out into the web, and only as far as a link check needs.

Of every name all addresses are looked up once and judged; the connection goes to a judged one and to nothing else.
Redirects are told, not followed. Time, headers and bodies have limits; nothing is unpacked and nothing is kept.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpcore2

from directory.curation.links.addresses import PORTS, WebAddress, is_public

TIME_S = 10.0
"""For one link, with all its redirects."""
CONNECT_S = 4.0
"""For one of several addresses of a name."""
HEADER_BYTES = 32 * 1024
BODY_BYTES = 64 * 1024
MOST_IPS = 4

Resolve = Callable[[str, int], list[str]]
Connect = Callable[[str, int, float], httpcore2.NetworkStream]


class NoAnswer(Exception):
    """No answer that could be read; the message is a sentence that says why."""


class Refused(NoAnswer):
    """Our own rules forbid to ask."""


class NoSuchName(NoAnswer):
    """There is no computer of that name."""


class Garbled(NoAnswer):
    """It took the connection, and then hung up or did not speak HTTP."""


class Unfinished(NoAnswer):
    """The time for the link is over."""

    def __init__(self) -> None:
        super().__init__("It did not answer in time.")


@dataclass(frozen=True)
class Answer:
    """What a server said: its status code, and where it sends on to, if it does."""

    status: int
    location: str | None = None


class Deadline:
    """The moment at which all that is done for a link must be over."""

    def __init__(self, time_s: float) -> None:
        self._ends_at = time.monotonic() + time_s

    def left_s(self) -> float:
        """Seconds left. Raises Unfinished if there are none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise Unfinished
        return left


def resolve(host: str, port: int) -> list[str]:
    """All numeric addresses of a name. Raises socket.gaierror."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(ip: str, port: int, timeout_s: float) -> httpcore2.NetworkStream:
    """A connection to a numeric address. Raises httpcore2.NetworkError or TimeoutException."""
    return httpcore2.SyncBackend().connect_tcp(ip, port, timeout=timeout_s)


class Web:
    """Asks pages of the open web whether they are there.

    user_agent: who asks. The rest is for tests: how names are looked up and connections made, which certificates
    are trusted, how long a link may take. What may be reached is no option.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        resolve: Resolve = resolve,
        connect: Connect = connect,
        tls: ssl.SSLContext | None = None,
        time_s: float = TIME_S,
    ) -> None:
        # identity: nothing is sent packed, and what is sent packed all the same is never unpacked.
        self._headers = [("User-Agent", user_agent), ("Accept", "*/*"), ("Accept-Encoding", "identity")]
        self._resolve = resolve
        self._connect = connect
        self._tls = tls or httpcore2.default_ssl_context()
        self.time_s = time_s

    def ask(self, method: str, address: WebAddress, deadline: Deadline) -> Answer:
        """The answer to one request. Raises NoAnswer, or the kind of it that fits."""
        try:
            return self._ask(method, address, deadline)
        except httpcore2.TimeoutException:
            raise Unfinished from None
        except httpcore2.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise NoAnswer("Its certificate cannot be trusted.") from error
            raise NoAnswer("It takes no connection.") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise Garbled("It hung up, or did not answer as a web server does.") from error

    def _ask(self, method: str, address: WebAddress, deadline: Deadline) -> Answer:
        backend = _GuardedBackend(self._look_up, self._connect, deadline)
        url = httpcore2.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
        headers = [("Host", address.netloc), *self._headers, ("Connection", "close")]
        answer = None
        with httpcore2.HTTPConnection(url.origin, ssl_context=self._tls, network_backend=backend) as connection:
            try:
                with connection.stream(method, url, headers=headers) as response:
                    answer = Answer(response.status, _location_of(response.headers))
                    backend.meter.left = BODY_BYTES
                    for _piece in response.iter_stream():
                        pass
            except _Enough:
                if answer is None:
                    raise NoAnswer(f"Its headers are longer than {HEADER_BYTES // 1024} KiB.") from None
        return answer

    def _look_up(self, host: str, port: int, deadline: Deadline) -> list[str]:
        """The judged addresses of a name. Raises Refused if one of them is not public, or the port is not the web's."""
        if port not in PORTS.values():
            raise Refused(f"Port {port} is not one of the web's: it is not asked.")
        # A look-up cannot be given a time, so it is waited for in a thread that may be left behind.
        pool = ThreadPoolExecutor(1)
        try:
            ips = pool.submit(self._resolve, host, port).result(deadline.left_s())
        except TimeoutError:
            raise Unfinished from None
        except socket.gaierror as error:
            if error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
                raise NoSuchName("There is no site of that name.") from None
            raise NoAnswer("Its name could not be looked up.") from None
        except (OSError, UnicodeError):
            raise NoAnswer("Its name could not be looked up.") from None
        finally:
            pool.shutdown(wait=False)
        if not ips:
            raise NoSuchName("There is no site of that name.")
        if not all(is_public(ip) for ip in ips):
            raise Refused("Its name leads to a computer that is not on the open internet: it is not asked.")
        return ips[:MOST_IPS]


def _location_of(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    for name, value in headers:
        if name.lower() == b"location":
            return value.decode("utf-8", "replace")
    return None


class _Enough(Exception):
    """As many bytes as may be read have been read."""


@dataclass
class _Meter:
    """How many bytes may still be read: first of headers, then of the body."""

    left: int = HEADER_BYTES


class _GuardedBackend(httpcore2.NetworkBackend):
    """How one request gets its connection: looked up, judged, and with a limit on all that is done with it."""

    def __init__(
        self, look_up: Callable[[str, int, Deadline], list[str]], connect: Connect, deadline: Deadline
    ) -> None:
        self._look_up = look_up
        self._connect = connect
        self._deadline = deadline
        self.meter = _Meter()

    def connect_tcp(self, host: str, port: int, *_args: Any, **_options: Any) -> httpcore2.NetworkStream:
        """A connection to the first judged address that takes one."""
        fault: Exception = Unfinished()
        for ip in self._look_up(host, port, self._deadline):
            try:
                stream = self._connect(ip, port, min(CONNECT_S, self._deadline.left_s()))
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                fault = error
            else:
                return _LimitedStream(stream, self._deadline, self.meter)
        raise fault


class _LimitedStream(httpcore2.NetworkStream):
    """A connection on which no call outlasts the deadline and no more is read than the meter lets through."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline, meter: _Meter) -> None:
        self._stream = stream
        self._deadline = deadline
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes. Raises _Enough when the meter is at its end."""
        if not self._meter.left:
            raise _Enough
        data = self._stream.read(min(max_bytes, self._meter.left), self._deadline.left_s())
        self._meter.left -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, self._deadline.left_s())

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted; the certificate must be that of the name."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left_s())
        return _LimitedStream(secured, self._deadline, self._meter)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks about the connection."""
        return self._stream.get_extra_info(info)
