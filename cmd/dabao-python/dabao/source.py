"""Where a database lies: a file, a release's folder, its zip, or an address.

An address is downloaded whole, once, into a cache, and asked again whether it
has changed; nothing of another program runs for it. To read a large file in
parts instead, give its address to the program dabao.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import warnings
import zipfile
from pathlib import Path
from typing import IO, Any

from .database import APPLICATION, Database
from .errors import Error

_DATABASE = "articles.db"
_HEADER = 100  # bytes of a database's header: sqlite.org/fileformat2.html, 1.3


def open(path_or_url: str | os.PathLike[str], cache: str | os.PathLike[str] | None = None) -> Database:
    """Open a database for reading: articles.db, the folder of a release, its
    zip, or the http or https address of either a database or a release.

    What comes from an address or a zip is kept in the folder cache, by default
    dabao in the cache folder of the user; delete it at any time. A download is
    compared with the SHA256SUMS beside it where there is one.
    """
    name = os.fspath(path_or_url)
    scheme = urllib.parse.urlsplit(name).scheme
    if scheme in ("http", "https"):
        return Database(_downloaded(name, _cache(cache)), name)
    if len(scheme) > 1:  # one letter is a drive of Windows
        raise Error(f"{name}: addresses are read by http and https only", "download it first")
    path = Path(name)
    if path.is_dir():
        path = path / _DATABASE
    if not path.exists():
        raise Error(f"{path} is not there", "give a database, a release's folder or zip, or an address")
    if zipfile.is_zipfile(path):
        path = _unpacked(path, _cache(cache))
    return Database(path, name)


def _cache(given: str | os.PathLike[str] | None) -> Path:
    if given is not None:
        folder = Path(given)
    elif os.name == "nt":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "dabao" / "cache"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches" / "dabao"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dabao"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unpacked(path: Path, cache: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if m.filename.rsplit("/", 1)[-1] == _DATABASE]
        if not members:
            raise Error(f"{path} holds no {_DATABASE}", "give the zip of a release")
        member = min(members, key=lambda m: len(m.filename))
        stamp = path.stat()
        key = f"{path.absolute()}\n{stamp.st_size}\n{stamp.st_mtime_ns}"
        target = cache / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.db"
        if not target.exists():
            with archive.open(member) as source:
                _keep(source, target)
    return target


def _keep(source: IO[bytes], target: Path, first: bytes = b"") -> str:
    """Write what is left of a stream, whole or not at all; its SHA-256."""
    digest = hashlib.sha256(first)
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(first)
            while part := source.read(1 << 20):
                digest.update(part)
                out.write(part)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    return digest.hexdigest()


def _downloaded(url: str, cache: Path) -> Path:
    parts = urllib.parse.urlsplit(url)
    if not parts.path.endswith(".db"):  # a release, by its folder or its page
        folder = parts.path.removesuffix("index.html").rstrip("/")
        parts = parts._replace(path=f"{folder}/{_DATABASE}")
    address = urllib.parse.urlunsplit(parts._replace(fragment=""))
    target = cache / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.db"
    tag = target.with_suffix(".etag")
    headers = {"If-None-Match": tag.read_text()} if tag.exists() and target.exists() else {}
    try:
        answer = _ask(address, headers)
    except _Unreachable as e:
        if not target.exists():
            raise
        warnings.warn(f"{e.what}; the copy fetched before is used", stacklevel=3)
        return target
    if answer is None:
        return target
    with answer:
        first = answer.read(_HEADER)
        if len(first) < _HEADER or first[:16] != b"SQLite format 3\0" or int.from_bytes(first[68:72], "big") != APPLICATION:
            raise Error(f"{address} is no database of dabao", f"give the address of a release's folder or of its {_DATABASE}")
        tag.unlink(missing_ok=True)
        fresh = target.with_suffix(".new")
        _compare(address, _keep(answer, fresh, first), fresh)
        os.replace(fresh, target)
        if answer.headers.get("ETag"):
            tag.write_text(answer.headers["ETag"])
    return target


class _Unreachable(Error):
    """No server answered."""


def _ask(address: str, headers: dict[str, str]) -> Any:
    """The answer of a server; None where what is kept still holds."""
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60)
    except urllib.error.HTTPError as e:
        if e.code == 304:
            return None
        raise Error(f"{address}: the server answers {e.code} {e.reason}", f"give the address of a release's folder or of its {_DATABASE}") from None
    except (OSError, ValueError) as e:
        raise _Unreachable(f"{address} cannot be fetched: {getattr(e, 'reason', e)}", "look whether the address is right and the network there") from None


def _compare(address: str, digest: str, fresh: Path) -> None:
    """Compare a download with the checksums of the release it lies in."""
    if not address.partition("?")[0].endswith("/" + _DATABASE):
        return
    try:
        with _ask(urllib.parse.urljoin(address, "SHA256SUMS"), {}) as answer:
            lines = answer.read(1 << 20).decode("utf-8", "replace").splitlines()
    except Error:
        return  # a database alone
    for line in lines:
        stated, _, name = line.partition("  ")
        if name == _DATABASE and stated != digest:
            fresh.unlink()
            raise Error(f"{address} has not the checksum that SHA256SUMS states", "try again; if it stays so, tell whoever publishes it")


