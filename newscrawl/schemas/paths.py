"""Which files a manifest may name: those in its own output folder."""
from __future__ import annotations

from pathlib import Path, PurePosixPath


def named_file(output: Path, stated: str) -> Path:
    """The file that a manifest in an output folder names, which need not exist.

    Raises ValueError, with one line that goes on from the name of the manifest, for a path that leads out of the folder, by ``..`` or by
    a symbolic link, and for what is no ordinary file, such as a device.

    >>> named_file(Path("output"), "../../etc/passwd")
    Traceback (most recent call last):
    ValueError: names '../../etc/passwd', which is outside output
    """
    pure = PurePosixPath(stated)
    path = output / pure
    if pure.is_absolute() or ".." in pure.parts or "\0" in stated or not path.resolve().is_relative_to(output.resolve()):
        raise ValueError(f"names {stated!r}, which is outside {output}")
    if path.exists() and not path.is_file():
        raise ValueError(f"names {stated!r}, which is no ordinary file")
    return path
