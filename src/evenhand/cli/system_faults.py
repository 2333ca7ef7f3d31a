"""What the operating system refuses, as one line that says what to do."""

import errno
import socket

from evenhand.errors import BadSetting

IN_USE = "stop what uses it, or name another with --port (0 takes a free one)"
NOT_OURS = "name a port from 1024 up with --port"
FIXES = {
    errno.ENOSPC: "make room, or name another place",
    errno.EACCES: "name a place where you may",
    errno.EPERM: "name a place where you may",
    errno.EROFS: "name a place that can be written",
    errno.ENOENT: "name a place that exists",
    errno.ENOTDIR: "name a folder",
    errno.EISDIR: "name a file",
}


def fault_in_words(fault: OSError) -> str:
    """The place, what is wrong there, and what helps where that is known."""
    place = str(fault.filename) if fault.filename else ""
    if not place and fault.errno in (errno.ENOSPC, errno.EIO, errno.EFBIG):
        place = "the output cannot be written"
    said = fault.strerror or str(fault) or type(fault).__name__
    fix = FIXES.get(fault.errno or 0, "")
    return f"{place}: {said}; {fix}".removeprefix(": ").removesuffix("; ")


def check_free(host: str, port: int) -> None:
    """Whether something can listen there.

    Raises:
        BadSetting: another program does, the port is not ours, or the host is no address of this machine.

    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                raise BadSetting(f"port {port} of {host} is in use; {IN_USE}") from fault
            if fault.errno == errno.EACCES:
                raise BadSetting(f"port {port} of {host} is not for you to use; {NOT_OURS}") from fault
            wrong = f"nothing can listen at {host}: {fault.strerror}"
            raise BadSetting(f"{wrong}; name an address of this machine with --host") from fault
