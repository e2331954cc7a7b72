"""Runs work in a process of its own and kills it: at a moment, or before a step of its choosing.

A step is a call of the operating system that changes a file or a folder: a write, a rename, a
removal, a flush. What a killed process leaves behind depends on nothing but the steps it did, so
that being killed before each step once is being killed at every moment there is. A filter in the
kernel (seccomp) stops the process at these calls alone, and its parent (ptrace) counts them.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

STEPS = {
    1: "write",
    18: "pwrite64",
    20: "writev",
    40: "sendfile",
    74: "fsync",
    75: "fdatasync",
    76: "truncate",
    77: "ftruncate",
    82: "rename",
    83: "mkdir",
    84: "rmdir",
    87: "unlink",
    90: "chmod",
    91: "fchmod",
    258: "mkdirat",
    263: "unlinkat",
    264: "renameat",
    268: "fchmodat",
    285: "fallocate",
    296: "pwritev",
    316: "renameat2",
    326: "copy_file_range",
}
"""By their numbers on x86-64."""
OPENAT = 257

_TRACEME, _CONT, _SETOPTIONS, _SYSCALL_INFO = 0, 7, 0x4200, 0x420E
_TRACE_SECCOMP, _EXIT_KILL = 0x80, 0x100000
_SECCOMP_STOP = signal.SIGTRAP | (7 << 8)
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_FLAGS = 16 + 2 * 8  # the low half of the third argument
_MAKES = os.O_CREAT | os.O_TRUNC

_DONE = "*done*"
_REFUSED = 77

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


class Cannot(Exception):
    """This machine does not let a process stop another at its steps."""


class Step(NamedTuple):
    """A step that was done, and what the process had said last by then."""

    call: str
    said: str


@dataclass
class Ending:
    """How a process ended.

    Attributes:
        said: What it said, oldest first.
        steps: The steps that it did.
        before: The step that it was killed before; "" when it was killed at a moment or not at all.
        killed: Whether it was killed before its work was done.
    """

    said: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    before: str = ""
    killed: bool = False


Work = Callable[[Callable[[str], None]], None]


def run(work: Work, *, step: int = 0, seconds: float = 0.0) -> Ending:
    """Do ``work`` in a child, which is killed before its ``step``, or after so many seconds.

    With neither it works until it is done, and its steps are counted.

    Raises:
        Cannot: Steps cannot be counted on this machine.
        RuntimeError: The work failed by itself.
    """
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child = os.fork()
    if not child:
        here.close()
        _be_child(work, there, traced=not seconds)
    there.close()
    with here:
        ending = Ending()
        if seconds:
            ending.killed = _after(child, seconds)
        else:
            _at_step(child, step, ending, here)
        _hear(here, ending)
    if not ending.killed:
        last = ending.said.pop() if ending.said else "it ended without a word"
        if last != _DONE:
            raise RuntimeError(last)
    return ending


def _be_child(work: Work, there: socket.socket, *, traced: bool) -> NoReturn:
    """Work, and leave without what the parent's exit would do."""
    try:
        # a socket, because to send is not a step
        there.setblocking(True)
        if traced:
            _be_traced()
        work(lambda message: _say(there, message))
        _say(there, _DONE)
    except BaseException:  # noqa: BLE001 - the parent raises it
        _say(there, traceback.format_exc()[-8000:])
    os._exit(0)


def _say(there: socket.socket, message: str) -> None:
    there.send(message.encode())


def _be_traced() -> None:
    if _libc.ptrace(_TRACEME, 0, None, None):
        os._exit(_REFUSED)
    os.kill(os.getpid(), signal.SIGSTOP)
    program = _program()
    filled = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(filled))
    if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.c_char_p(header), 0, 0
    ):
        os._exit(_REFUSED)


def _program() -> bytes:
    """Return the kernel's filter: stop at steps, and where a file is opened to be made or cut."""
    numbers = list(STEPS)
    lines = [(_LOAD, 0, 0, 0), (_JUMP_EQUAL, 0, 2, OPENAT), (_LOAD, 0, 0, _FLAGS)]
    lines.append((_JUMP_SET, len(numbers) + 1, len(numbers), _MAKES))
    lines.extend((_JUMP_EQUAL, len(numbers) - at, 0, number) for at, number in enumerate(numbers))
    lines.extend([(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _TRACE)])
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _hear(here: socket.socket, ending: Ending) -> None:
    """Hear what was said so far."""
    with contextlib.suppress(BlockingIOError):
        while message := here.recv(65536, socket.MSG_DONTWAIT):
            ending.said.append(message.decode())


def _at_step(child: int, step: int, ending: Ending, here: socket.socket) -> None:
    _, status = os.waitpid(child, 0)
    if not os.WIFSTOPPED(status) or platform.machine() != "x86_64":
        _end(child, status)
        raise Cannot
    _libc.ptrace(_SETOPTIONS, child, None, ctypes.c_void_p(_TRACE_SECCOMP | _EXIT_KILL))
    passed = 0
    while True:
        _libc.ptrace(_CONT, child, None, ctypes.c_void_p(passed))
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _REFUSED:
                raise Cannot
            return
        passed = 0
        if status >> 8 != _SECCOMP_STOP:
            passed = os.WSTOPSIG(status)
            continue
        call = _call(child)
        if len(ending.steps) + 1 == step:
            ending.before, ending.killed = call, True
            _end(child, status)
            return
        _hear(here, ending)
        ending.steps.append(Step(call, ending.said[-1] if ending.said else ""))


def _end(child: int, status: int) -> None:
    if os.WIFSTOPPED(status):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _call(child: int) -> str:
    """Return the name of the call that a stopped child is about to make."""
    info = ctypes.create_string_buffer(88)
    _libc.ptrace(_SYSCALL_INFO, child, ctypes.c_void_p(88), ctypes.addressof(info))
    number = struct.unpack_from("<Q", info, 24)[0]
    return "open" if number == OPENAT else STEPS.get(number, str(number))


def _after(child: int, seconds: float) -> bool:
    """Wait for a child so long, and return whether it had to be killed."""
    watched = os.pidfd_open(child)
    try:
        done, _, _ = select.select([watched], [], [], seconds)
    finally:
        os.close(watched)
    if not done:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


if sys.platform != "linux":  # pragma: no cover - said where it is imported
    raise ImportError("only Linux lets a process stop another at its steps")
