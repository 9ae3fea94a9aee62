"""Chromium for the browser tests: found, or installed from the system's packages where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ["chromium", "fonts-noto-cjk", "poppler-utils", "openssl"]


def path() -> str | None:
    """The browser to drive: YIWANG_CHROMIUM, or the first of the usual names."""
    named = os.environ.get("YIWANG_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> str | None:
    """Install where we may: as root, with apt. Returns the path, or None."""
    if path() and shutil.which("pdftoppm") and shutil.which("openssl"):
        return path()
    if os.getuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=environment, **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES],
            check=False, env=environment, **quiet,
        )  # fmt: skip
    return path()


if __name__ == "__main__":
    if install() is None:
        print(
            "Chromium is not here and could not be installed: browser tests will be counted as NOT RUN.",
            file=sys.stderr,
        )
