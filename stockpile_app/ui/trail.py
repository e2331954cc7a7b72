"""Where somebody has been: pages and what was opened on them, to go back and forward again."""

from __future__ import annotations

from typing import Final, NamedTuple

MOST: Final = 50


class Stop(NamedTuple):
    """A page, and the id of what was opened on it; None for the page as it was left."""

    page: str
    item: object = None


class Trail:
    """The stops of one window, the newest last; going on from an earlier one forgets the later."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self._stops: list[Stop] = []
        self._at = -1

    def visit(self, page: str, item: object = None) -> None:
        """Note that a page is shown, or what is opened on it; the same again is no further stop."""
        stop = Stop(page, item)
        here = self.here
        if stop == here or (here is not None and item is None and page == here.page):
            return
        del self._stops[self._at + 1 :]
        if here == Stop(page):
            self._stops.pop()  # the page was only the way to what is opened on it
        self._stops = [*self._stops, stop][-MOST:]
        self._at = len(self._stops) - 1

    @property
    def here(self) -> Stop | None:
        """Where the window is, if anywhere."""
        return self._stops[self._at] if self._stops else None

    @property
    def may_go_back(self) -> bool:
        """Whether something was shown before."""
        return self._at > 0

    @property
    def may_go_forward(self) -> bool:
        """Whether somebody went back."""
        return self._at < len(self._stops) - 1

    def back(self) -> Stop | None:
        """Go one stop back and return it; None at the first."""
        return self._step(-1) if self.may_go_back else None

    def forward(self) -> Stop | None:
        """Go one stop on and return it; None at the newest."""
        return self._step(1) if self.may_go_forward else None

    def _step(self, by: int) -> Stop:
        self._at += by
        return self._stops[self._at]
