"""The command as tests call it: with its arguments, for its exit code, its output and its complaints."""

from collections.abc import Callable

Hyosan = Callable[..., tuple[int, str, str]]
