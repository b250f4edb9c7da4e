"""Keys that the program makes for itself: once, for its owner alone, and long enough."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from directory.config import BadSetting, read_settings
from directory.keys import BadKeyFile, find_or_make_key


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    """v5.0.0-11.5.1"""
    path = tmp_path / "instance" / "key"
    key = find_or_make_key(path)
    assert len(key) == 64
    assert find_or_make_key(path) == key


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    """v5.0.0-13.3.1"""
    find_or_make_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["key"]


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """v5.0.0-13.3.1"""
    find_or_make_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(BadKeyFile, match="chmod 600"):
        find_or_make_key(tmp_path / "key")


def test_a_short_key_in_a_file_is_refused(tmp_path: Path) -> None:
    """v5.0.0-13.3.1"""
    (tmp_path / "key").write_text("short")
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(BadKeyFile, match="fewer than 32"):
        find_or_make_key(tmp_path / "key")


@pytest.mark.parametrize("name", ["SECRET_KEY", "TOTP_KEY", "SECRET_KEY_FALLBACKS"])
def test_a_short_key_in_a_setting_stops_the_start_and_is_not_told(name: str) -> None:
    """v5.0.0-13.3.1"""
    with pytest.raises(BadSetting) as refused:
        read_settings({name: "changeme"})
    assert name in str(refused.value)
    assert "changeme" not in str(refused.value)


def test_former_keys_stand_between_commas() -> None:
    assert read_settings({"SECRET_KEY_FALLBACKS": f"{'a' * 32}, {'b' * 32}"})["SECRET_KEY_FALLBACKS"] == [
        "a" * 32,
        "b" * 32,
    ]


def test_processes_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(find_or_make_key, [tmp_path / "key"] * 8))) == 1
