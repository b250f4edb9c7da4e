"""Every setting: its environment name, what it is for, its default and its unit.

`SETTINGS` is the whole list; `docs/settings.md` is written from it, and a test compares the two. config.py reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory import config_values as values

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    """One setting. *unit* is empty where the value has none; *who* says whom it serves."""

    name: str
    default: str
    unit: str
    who: str
    meaning: str
    parse: Callable[[str], Any] = str
    is_secret: bool = False
    """Whether its value must not be told, not even when it cannot be used."""


_AGE = "How long after a check of a listing {}; 0 never."

SETTINGS: tuple[Setting, ...] = (
    Setting("SITE_NAME", "Lean On", "", "visitors", "The name on every page."),
    Setting(
        "SITE_TIMEZONE",
        "America/New_York",
        "IANA zone",
        "visitors",
        "The zone used when neither a place nor the browser tells one.",
        values.time_zone,
    ),
    Setting("CRISIS_COUNTRY", "US", "ISO 3166", "visitors", "Whose crisis lines stand on every page.", values.country),
    Setting(
        "LEAVE_URL",
        "https://www.weather.gov/",
        "address",
        "visitors",
        "The neutral page that the leave button opens.",
        values.web_address,
    ),
    Setting(
        "CONTACT_EMAIL",
        "",
        "mail address",
        "visitors",
        "Where visitors can write that a listing is wrong or unsafe; empty tells them that there is none.",
        values.mail_address,
    ),
    Setting("CHECK_REMIND_MONTHS", "6", "months", "coordinators", _AGE.format("it is due again"), values.months),
    Setting("CHECK_MARK_MONTHS", "12", "months", "visitors", _AGE.format("visitors are told so"), values.months),
    Setting("CHECK_HIDE_MONTHS", "18", "months", "visitors", _AGE.format("searches leave it out"), values.months),
    Setting(
        "CHECK_MAIL_DAYS", "60", "days", "operators", "How long a reminded address is left alone.", values.whole_number
    ),
    Setting(
        "SUGGESTION_CONTACT_DAYS",
        "90",
        "days",
        "visitors",
        "How long after a decision the sender's mail address is kept (`flask suggestions forget`).",
        values.whole_number,
    ),
    Setting(
        "SUGGESTIONS_PER_NETWORK",
        "20",
        "an hour",
        "operators",
        "How many suggestions are taken from one network; those who send more are told when to try again.",
        values.positive_number,
    ),
    Setting(
        "SUGGESTIONS_A_DAY",
        "200",
        "a day",
        "operators",
        "How many suggestions reach the coordinators' list; what comes beyond is held back in a list of its own.",
        values.positive_number,
    ),
    Setting(
        "SUGGESTION_FLOOD",
        "60",
        "an hour",
        "operators",
        "From how many suggestions on every further one needs a proof of work (a second of a phone's time).",
        values.whole_number,
    ),
    Setting(
        "COUNT_EMPTY_SEARCHES",
        "no",
        "yes or no",
        "coordinators",
        "Counts the words of searches that find nothing, by the week, and says so to visitors (/privacy).",
        values.flag,
    ),
    Setting(
        "DATABASE_URL",
        f"sqlite:///{ROOT}/instance/directory.sqlite3",
        "address",
        "operators",
        "Where the data is: sqlite:///PATH or postgresql://…",
        values.database_address,
        is_secret=True,  # a password may stand in it
    ),
    Setting(
        "DATABASE_BUSY_TIMEOUT",
        "15",
        "seconds",
        "operators",
        "How long a write waits for another one. Changing 500 listings at once takes up to ten.",
        values.whole_number,
    ),
    Setting(
        "DATABASE_POOL_SIZE",
        "8",
        "connections",
        "operators",
        "How many PostgreSQL connections one worker keeps open.",
        values.positive_number,
    ),
    Setting(
        "SECRET_KEY",
        "",
        "32 letters or more",
        "operators",
        "Signs sessions and links; empty makes one in instance/secret-key. All processes must have the same.",
        values.secret_key,
        is_secret=True,
    ),
    Setting(
        "SECRET_KEY_FALLBACKS",
        "",
        "keys",
        "operators",
        "Former secret keys, separated by commas: sessions that they signed go on after a change.",
        values.secret_keys,
        is_secret=True,
    ),
    Setting(
        "TOTP_KEY",
        "",
        "32 letters or more",
        "operators",
        "Encrypts the secrets of authenticator apps; empty makes one in instance/totp-key. Never change it.",
        values.secret_key,
        is_secret=True,
    ),
    Setting(
        "SESSION_IDLE", "480", "minutes", "coordinators", "Unused so long, a session ends.", values.positive_number
    ),
    Setting("SESSION_IDLE_ADMIN", "30", "minutes", "admins", "The same for admins.", values.positive_number),
    Setting("SESSION_LONGEST", "24", "hours", "coordinators", "No session lasts longer.", values.positive_number),
    Setting(
        "SIGN_IN_TRIES",
        "5",
        "tries",
        "coordinators",
        "So many wrong passwords or codes are free; then each must wait, twice as long every time.",
        values.positive_number,
    ),
    Setting("SIGN_IN_LONGEST_WAIT", "15", "minutes", "coordinators", "The longest of these.", values.positive_number),
    Setting("HOST", "127.0.0.1", "address", "operators", "The address that the server listens on."),
    Setting("PORT", "8000", "port", "operators", "The port that the server listens on.", values.whole_number),
    Setting(
        "SITE_URL",
        "",
        "address",
        "operators",
        "What links in mails begin with and the link checker tells the sites it visits, such as "
        "https://lean.example.org; empty takes http://HOST:PORT.",
        values.site_address,
    ),
    Setting("WORKERS", "2", "processes", "operators", "How many server processes run.", values.positive_number),
    Setting(
        "THREADS",
        "8",
        "threads",
        "operators",
        "How many connections one process attends to at once.",
        values.positive_number,
    ),
    Setting(
        "TRUSTED_HOSTS",
        "",
        "host names",
        "operators",
        "The names this site answers to, separated by commas; empty answers to any.",
        values.names,
    ),
    Setting(
        "PROXY_COUNT",
        "0",
        "proxies",
        "operators",
        "How many proxies of your own stand in front and set X-Forwarded-For and -Proto.",
        values.whole_number,
    ),
    Setting(
        "MAX_CONTENT_LENGTH",
        "65536",
        "bytes",
        "operators",
        "The largest request body that is read.",
        values.whole_number,
    ),
    Setting(
        "MAIL_SERVER",
        "",
        "host name",
        "operators",
        "The SMTP server that takes our mails; empty writes them to MAIL_FOLDER.",
        values.host_name,
    ),
    Setting("MAIL_PORT", "587", "port", "operators", "The port of the SMTP server.", values.positive_number),
    Setting(
        "MAIL_SECURITY",
        "starttls",
        "none, starttls or tls",
        "operators",
        "How mails get to the server: open, encrypted after a greeting, or encrypted from the start.",
        values.mail_security,
    ),
    Setting(
        "MAIL_USERNAME", "", "", "operators", "The account on the SMTP server, if it asks for one.", values.ascii_text
    ),
    Setting("MAIL_PASSWORD", "", "", "operators", "The password of that account.", values.ascii_text, is_secret=True),
    Setting(
        "MAIL_FROM",
        "",
        "mail address",
        "operators",
        "Whom our mails come from; needed with MAIL_SERVER.",
        values.mail_address,
    ),
    Setting(
        "MAIL_TIMEOUT",
        "5",
        "seconds",
        "operators",
        "How long each answer of the SMTP server is waited for.",
        values.positive_number,
    ),
    Setting(
        "MAIL_FOLDER",
        f"{ROOT}/instance/mail",
        "folder",
        "operators",
        "Where mails are written as files when there is no MAIL_SERVER.",
    ),
    Setting(
        "LINK_CHECK_PAUSE",
        "5",
        "seconds",
        "operators",
        "How long the link checker waits before it visits the same site again.",
        values.whole_number,
    ),
    Setting(
        "DEMO",
        "no",
        "yes or no",
        "developers",
        "Says on every page that the listings of the fictional county are not real.",
        values.flag,
    ),
    Setting(
        "RELOAD_ASSETS",
        "no",
        "yes or no",
        "developers",
        "Reads style sheets and scripts again at every request (`make dev`).",
        values.flag,
    ),
)
