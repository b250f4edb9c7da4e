"""Fetches the vendored scripts from their npm packages and compares them with the hashes kept here.

`make vendor` runs it; it needs npm. A hash that differs is an error: nothing is written.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
# file here: (npm package, path inside it, sha256)
FILES = {
    "htmx.min.js": (
        "htmx.org@4.0.1",
        "package/dist/htmx.min.js",
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    ),
}


def main() -> None:
    """Fetch every file, or stop with the name of the one that differs."""
    for name, (package, path, expected) in FILES.items():
        content = fetch(package, path)
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            sys.exit(f"{name}: {package} has the hash {found}, expected {expected}. Nothing was written.")
        (HERE / name).write_bytes(content)
        print(f"{name}: {package}, {len(content)} bytes")


def fetch(package: str, path: str) -> bytes:
    """One file of an npm package."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder) / packed.stdout.strip().splitlines()[-1]) as tarball:
            member = tarball.extractfile(path)
            if member is None:
                sys.exit(f"{package} has no file {path}.")
            return member.read()


if __name__ == "__main__":
    main()
