"""Settings: every one is documented, and a bad value is refused by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.config import ROOT, SETTINGS, BadSetting, Setting, read_settings

PAGE = ROOT / "docs" / "settings.md"
INTRODUCTION = """\
# Settings

Each one is an environment variable. What is not set has its default. `directory/config.py` is where they are
read, and a value that cannot be used stops the program with its name.

A value can also be the content of a file: `MAIL_PASSWORD_FILE=/run/secrets/mail` in place of `MAIL_PASSWORD`, and
so for every name.

| name | default | unit | for | what it does |
|---|---|---|---|---|
"""


def settings_page() -> str:
    """What docs/settings.md must say.

    To write it: .venv/bin/python -c "import tests.test_config as t; t.PAGE.write_text(t.settings_page())"
    """
    return INTRODUCTION + "".join(row(setting) for setting in SETTINGS)


def row(setting: Setting) -> str:
    """One row of the table; the folder of the program is left out of paths."""
    default = setting.default.replace(f"{ROOT}/", "")
    shown = f"`{default}`" if default else "empty"
    return f"| `{setting.name}` | {shown} | {setting.unit} | {setting.who} | {setting.meaning} |\n"


def test_every_setting_is_documented() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page(), settings_page.__doc__


def test_a_setting_stands_in_the_list_once() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))


def test_without_an_environment_every_default_can_be_used() -> None:
    settings = read_settings({})
    assert set(settings) == {setting.name for setting in SETTINGS}
    assert (settings["PORT"], settings["DEMO"], settings["TRUSTED_HOSTS"]) == (8000, False, None)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("PORT", "8080", 8080),
        ("DEMO", "Yes", True),
        ("DEMO", "off", False),
        ("SITE_TIMEZONE", "America/Chicago", "America/Chicago"),
        ("TRUSTED_HOSTS", "lean.example.org, www.example.org,", ["lean.example.org", "www.example.org"]),
        ("LEAVE_URL", "https://example.org/", "https://example.org/"),
        ("CHECK_HIDE_MONTHS", "1200", 1_200),
        ("CONTACT_EMAIL", "desk+lean@mail.example.org", "desk+lean@mail.example.org"),
        ("CONTACT_EMAIL", "", ""),
        ("SITE_URL", "https://lean.example.org/", "https://lean.example.org"),
        ("SITE_URL", "", ""),
        ("MAIL_SECURITY", "TLS", "tls"),
        ("DATABASE_URL", "sqlite:////data/directory.sqlite3", "sqlite:////data/directory.sqlite3"),
        ("DATABASE_URL", "postgresql://db.example.org/lean", "postgresql://db.example.org/lean"),
        ("DATABASE_URL", "postgres://db.example.org/lean", "postgres://db.example.org/lean"),
    ],
    ids=[
        "number",
        "yes",
        "off",
        "zone",
        "names",
        "address",
        "longest",
        "mail",
        "no-mail",
        "site",
        "no-site",
        "tls",
        "sqlite",
        "postgresql",
        "postgres",
    ],
)
def test_a_good_value_is_read(name: str, value: str, read: object) -> None:
    assert read_settings({name: value})[name] == read


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "http", "must be a whole number"),
        ("PORT", "", "must be a whole number"),
        ("WORKERS", "-1", "must be a whole number"),
        ("THREADS", "2.5", "must be a whole number"),
        ("DEMO", "maybe", "must be yes or no"),
        ("SITE_TIMEZONE", "Eastern", "must be an IANA time zone"),
        ("LEAVE_URL", "javascript:alert(1)", "must start with https://"),
        ("LEAVE_URL", "https://", "must be the whole address"),
        ("LEAVE_URL", "https:///weather", "must be the whole address"),
        ("LEAVE_URL", "https://example.org/\nSet-Cookie: a=b", "must be the whole address"),
        ("LEAVE_URL", "https://example.org/\n", "must be the whole address"),
        ("LEAVE_URL", "https://desk@example.org/", "must be the whole address"),
        ("CONTACT_EMAIL", "desk", "must be a mail address"),
        ("CONTACT_EMAIL", "desk@example.org?cc=x@example.org", "must be a mail address"),
        ("CONTACT_EMAIL", "desk@example.org\n", "must be a mail address"),
        ("SITE_URL", "lean.example.org", "must be an address without path"),
        ("SITE_URL", "https://lean.example.org/directory", "must be an address without path"),
        ("SITE_URL", "https://desk@lean.example.org", "must be an address without path"),
        ("MAIL_SERVER", "smtp://mail.example.org", "must be the name of a machine"),
        ("MAIL_SECURITY", "ssl", "must be one of none, starttls, tls"),
        ("CHECK_HIDE_MONTHS", "30000", "must be at most 1,200 months"),
        ("CHECK_MARK_MONTHS", "1201", "must be at most 1,200 months"),
        ("CHECK_REMIND_MONTHS", "half", "must be a whole number"),
        ("DATABASE_URL", "mysql://db.example.org/lean", "must start with sqlite:/// or postgresql://"),
        ("DATABASE_URL", "sqlite://", "must start with sqlite:/// or postgresql://"),
        ("DATABASE_URL", "postgresql://127.0.0.1:abc/x", "must be an address such as postgresql://"),
    ],
    ids=[
        "words",
        "empty",
        "negative",
        "fraction",
        "flag",
        "zone",
        "scheme",
        "no-host",
        "empty-host",
        "two-lines",
        "line-end",
        "account",
        "no-mail",
        "mail-and-more",
        "newline",
        "site-without-scheme",
        "site-with-path",
        "site-with-account",
        "server-as-address",
        "security",
        "endless",
        "a-month-too-long",
        "no-months",
        "other-database",
        "no-file",
        "no-port",
    ],
)
def test_a_bad_value_is_refused_by_its_name(name: str, value: str, expected: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({name: value})
    told = name if next(one for one in SETTINGS if one.name == name).is_secret else f"{name}={value!r}"
    assert f"{told}: {expected}" in str(refused.value)


def test_all_bad_values_are_named_at_once() -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({"PORT": "http", "DEMO": "maybe", "LEAVE_URL": "//x", "SITE_NAME": "Larkspur Leans"})
    told = str(refused.value)
    assert all(name in told for name in ("PORT", "DEMO", "LEAVE_URL"))
    assert "SITE_NAME" not in told


def test_a_value_can_be_the_content_of_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("correct horse\n", encoding="utf-8")
    assert read_settings({"MAIL_PASSWORD_FILE": str(secret)})["MAIL_PASSWORD"] == "correct horse"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="MAIL_PASSWORD_FILE cannot be read"):
        read_settings({"MAIL_PASSWORD_FILE": str(tmp_path / "password")})


def test_a_value_and_its_file_are_not_both_taken(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="take away either PORT or PORT_FILE"):
        read_settings({"PORT": "8000", "PORT_FILE": str(tmp_path / "port")})


def test_a_password_in_an_address_is_not_told() -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings({"DATABASE_URL": "postgresql://desk:hunter2@db.example.org:abc/lean"})
    assert "hunter2" not in str(refused.value)
    assert "DATABASE_URL: must be an address such as" in str(refused.value)


def test_a_bad_secret_is_refused_without_telling_it(tmp_path: Path) -> None:
    secret = tmp_path / "address"
    secret.write_text("mysql://desk:hunter2@db.example.org/lean", encoding="utf-8")
    with pytest.raises(BadSetting) as refused:
        read_settings({"MAIL_PASSWORD": "contraseña", "DATABASE_URL_FILE": str(secret)})
    assert "MAIL_PASSWORD: must have only" in str(refused.value)
    assert f"DATABASE_URL_FILE='{secret}': must start with sqlite:///" in str(refused.value)
    assert "contraseña" not in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_the_server_logs_nothing_of_the_visitor() -> None:
    """v5.0.0-14.2.1, 16.2.5. Source: https://docs.gunicorn.org/en/stable/settings.html#access-log-format"""
    source = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    line = next(line for line in source.splitlines() if line.startswith("access_log_format"))
    assert "%(U)s" in line
    told = {"request line": "%(r)s", "query": "%(q)s", "address": "%(h)s", "referrer": "%(f)s", "browser": "%(a)s"}
    assert not {what for what, atom in told.items() if atom in line}
    assert "}i" not in line, "a request header is in the log"
