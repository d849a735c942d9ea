"""Other people's packages that are measured beside ours: fetched as wheels, never imported by us.

They lie in ``build/bench-packages`` and may be deleted at any time.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "bench-packages"
EXTRACTOR = "gerapy-auto-extractor==0.2.1"
READER = "htmldate==1.11.0"
_BESIDE = ("loguru", "numpy", "dateparser", "environs")


def fetched() -> Path:
    """Return the folder with the packages, filled on the first call.

    Raises subprocess.CalledProcessError when they cannot be fetched.
    """
    stamp = FOLDER / "fetched"
    if not stamp.is_file():
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check",
               "--only-binary", ":all:", "--target", str(FOLDER), "--upgrade"]  # fmt: skip
        subprocess.run([*pip, "--no-deps", EXTRACTOR], check=True)
        subprocess.run([*pip, READER, *_BESIDE], check=True)
        stamp.write_text(f"{EXTRACTOR} {READER}\n", "utf-8")
    return FOLDER
