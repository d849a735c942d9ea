"""Where the data files are that ship with the program."""

from importlib.resources import files
from pathlib import Path


def config_folder() -> Path:
    """Return the ``config`` folder: beside the packages in a checkout, inside crawler in a wheel.

    The marker file keeps a stranger's ``config`` package in site-packages from being taken.
    """
    checkout = Path(__file__).resolve().parent.parent / "config"
    if (checkout / "fields.toml").is_file():
        return checkout
    return Path(str(files("crawler"))) / "config"
