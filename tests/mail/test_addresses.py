"""Links in mails begin with what the settings say, and half settings are refused at the start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from directory import create_app
from directory.config import BadSetting
from directory.mail import is_mail_written_to_files, site_address
from directory.mail.addresses import sender

SERVER = {"MAIL_SERVER": "mail.example.org", "MAIL_FROM": "desk@example.org", "SITE_URL": "https://lean.example.org"}


@pytest.fixture
def make_unused_app() -> Callable[..., Flask]:
    """Makes applications whose database is never asked."""
    return lambda **settings: create_app({"DATABASE_URL": "sqlite:////nowhere/at.all", **settings})


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({"SITE_URL": "https://lean.example.org"}, "https://lean.example.org/manage"),
        ({"HOST": "127.0.0.1", "PORT": 8000}, "http://127.0.0.1:8000/manage"),
        ({"HOST": "0.0.0.0", "PORT": 80}, "http://127.0.0.1:80/manage"),  # noqa: S104 (nothing is bound)
        ({"HOST": "::1", "PORT": 8000}, "http://[::1]:8000/manage"),
    ],
    ids=["set", "default", "everywhere", "ipv6"],
)
def test_links_begin_with_what_the_settings_say(
    make_unused_app: Callable[..., Flask], settings: dict[str, object], address: str
) -> None:
    with make_unused_app(**settings).app_context():
        assert site_address("/manage") == address


def test_the_host_header_has_no_part_in_links(make_unused_app: Callable[..., Flask]) -> None:
    """F-43."""
    app = make_unused_app(SITE_URL="https://lean.example.org")
    spoofed = {"Host": "evil.example.net", "X-Forwarded-Host": "evil.example.net"}
    with app.test_request_context("/", headers=spoofed):
        assert site_address("/") == "https://lean.example.org/"


@pytest.mark.parametrize("path", ["", "manage", "//evil.example.net", "@evil.example.net", ".evil.example.net"])
def test_what_would_lead_elsewhere_is_no_path(make_unused_app: Callable[..., Flask], path: str) -> None:
    with make_unused_app(**SERVER).app_context(), pytest.raises(ValueError, match="begins with one slash"):
        site_address(path)


def test_the_sender_has_the_name_of_the_site(make_unused_app: Callable[..., Flask]) -> None:
    with make_unused_app(**SERVER, SITE_NAME='Lean "On",\r\nBcc: x').app_context():
        assert sender() == '"Lean \\"On\\", Bcc: x" <desk@example.org>'


def test_without_a_server_mails_are_files(make_unused_app: Callable[..., Flask]) -> None:
    with make_unused_app().app_context():
        assert is_mail_written_to_files()
        assert sender() == "Lean On <no-reply@127.0.0.1>"
    with make_unused_app(**SERVER).app_context():
        assert not is_mail_written_to_files()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"MAIL_SERVER": "mail.example.org"}, "MAIL_FROM and SITE_URL must be set"),
        ({**SERVER, "SITE_URL": ""}, "so SITE_URL must be set"),
        ({**SERVER, "MAIL_SECURITY": "none", "MAIL_USERNAME": "desk"}, "would send MAIL_PASSWORD unencrypted"),
    ],
    ids=["server-alone", "no-site", "open-password"],
)
def test_settings_that_do_not_go_together_are_refused(
    make_unused_app: Callable[..., Flask], settings: dict[str, object], told: str
) -> None:
    with pytest.raises(BadSetting, match=told):
        make_unused_app(**settings)
