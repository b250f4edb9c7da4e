"""How `make run` serves: threads in a few processes, a log without what visitors looked for."""

import gc
import sys
import traceback

from gunicorn.glogging import Logger

from directory.config import read_settings

_settings = read_settings()
bind = f"{_settings['HOST']}:{_settings['PORT']}"
workers = _settings["WORKERS"]
threads = _settings["THREADS"]
worker_class = "gthread"
timeout = 30
keepalive = 5
# The catalog is made once (wsgi.py) and shared by the processes until a listing changes.
preload_app = True
# So many requests under way in one process are a queue; another process may have none.
MANY_UNDER_WAY = 4
_under_way = set()
# Nobody steers the server but whoever started it.
control_socket_disable = True
limit_request_line = 8190
limit_request_fields = 60
forwarded_allow_ips = "*" if _settings["PROXY_COUNT"] else "127.0.0.1"
# Nobody who asks says where the site begins: a header SCRIPT_NAME would put another host into every link of a page.
# The scheme is not one of these; the application reads it from the proxies that it knows of (PROXY_COUNT).
forwarder_headers = ""
accesslog = "-"
# What follows is a secret: who has it sees what became of a suggestion, or answers for a group.
SECRET_PATHS = ("/suggestions/", "/check/", "/manage/kept/")
# No address of the visitor, no query string (%(U)s is the path alone), no referrer, no browser.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"


# How the server's own lines about a request begin; what follows is whose it was, and what it asked for.
REFUSED, FAILED = "Invalid request", "Error handling request"


class logger_class(Logger):
    """A log without visitors: no secret of a link, no address, no search, and no path that begins a line of its own."""

    def warning(self, msg, *args, **kwargs):
        """Of a request that cannot be read only what kind of fault it has: gunicorn would tell the address and it."""
        if str(msg).startswith(REFUSED):
            msg, args = "%s: %s", (REFUSED, _kind_of_fault())
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        """Of a request that failed only where: gunicorn would tell its address, and so may the words of the fault."""
        if not str(msg).startswith(FAILED):
            return super().exception(msg, *args, **kwargs)
        places = "".join(traceback.format_tb(sys.exc_info()[2]))
        return self.error("%s: %s\n%s", FAILED, _kind_of_fault(), places)

    def atoms(self, *args):
        """What access_log_format can say."""
        atoms = super().atoms(*args)
        # A request that failed in the server has no path; without one it would get no answer.
        atoms["U"] = atoms["U"] or "-"
        for before in SECRET_PATHS:
            if atoms["U"].startswith(before):
                atoms["U"] = f"{before}…"
        # The path is unpacked: "/find%0AGET /manage 200" would be two lines. OWASP ASVS v5.0.0-16.4.1.
        atoms["U"] = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in atoms["U"])
        return atoms


def _kind_of_fault() -> str:
    kind = sys.exc_info()[0]
    return kind.__name__ if kind else "unknown"


def pre_request(_worker, request) -> None:
    """End the connection after an answer that had to wait: the next request then goes to whichever process is free.

    A connection that is kept stays with its process, and connections do not spread over processes evenly.
    """
    _under_way.add(id(request))
    if len(_under_way) > MANY_UNDER_WAY:
        request.force_close()


def post_request(_worker, request, _environ, _response) -> None:
    """One request less is under way."""
    _under_way.discard(id(request))


def when_ready(_server) -> None:
    """Keep the catalog out of garbage collection: looking through it stops a process for a tenth of a second.

    Source: https://docs.python.org/3/library/gc.html#gc.freeze
    """
    gc.collect()
    gc.freeze()


def post_worker_init(_worker) -> None:
    """Let a request that computes finish before another one does: each takes a few milliseconds.

    With Python's 5 ms threads take turns within a request, and all of them get slower.
    """
    sys.setswitchinterval(0.05)
