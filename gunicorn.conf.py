"""How `make run` serves: threads in a few processes, a log without what visitors looked for."""

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
# Nobody steers the server but whoever started it.
control_socket_disable = True
limit_request_line = 8190
limit_request_fields = 60
forwarded_allow_ips = "*" if _settings["PROXY_COUNT"] else "127.0.0.1"
accesslog = "-"
# No address of the visitor, no query string (%(U)s is the path alone), no referrer, no browser.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
