"""The command dabao: the program that a wheel for a platform carries."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

_HINT = "hint: install the wheel made for this platform (pip install dabao), or take the program from the release's archives"


def program() -> Path:
    """Where the program lies, or would."""
    return Path(__file__).parent / "bin" / ("dabao.exe" if os.name == "nt" else "dabao")


def main() -> int:
    path = program()
    here = f"{platform.system()} {platform.machine()}"
    if not path.exists():
        print(f"dabao: this wheel carries no program, only the package for Python (here is {here})\n{_HINT}", file=sys.stderr)
        return 1
    arguments = [str(path), *sys.argv[1:]]
    try:
        if os.name != "nt":
            if not os.access(path, os.X_OK):
                path.chmod(path.stat().st_mode | 0o111)
            os.execv(path, arguments)
        return subprocess.call(arguments)
    except KeyboardInterrupt:  # which the program has had too
        return 130
    except OSError as e:
        print(f"dabao: the program of this wheel does not run on {here}: {e.strerror}\n{_HINT}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
