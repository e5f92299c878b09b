"""How long to wait between two requests to a host: as the host itself bears it."""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST = 60.0
"""Seconds beyond which a pause is not lengthened: a host that needs more is left alone by other rules."""


@dataclass(slots=True)
class Pace:
    """The pace at one host, in seconds. `wanted` is the least from one request to the next.

    A host rests at least as long as it works for us: the pause after an answer is never shorter than the host's usual
    time for one. Trouble doubles the wanted pause, however fast the error came, and good answers bring it back step by
    step.
    """

    wanted: float
    usual: float = 0.0
    strain: float = 1.0

    def answered(self, seconds: float) -> None:
        """A good answer came after so many seconds."""
        self.usual = seconds if not self.usual else (self.usual + seconds) / 2
        self.strain = max(1.0, self.strain * 0.8)

    def failed(self, seconds: float) -> None:
        """The host answered with trouble, or not at all: an error may lengthen the pause, never shorten it."""
        self.usual = max(self.usual, (self.usual + seconds) / 2)
        self.strain = min(self.strain * 2, 64.0)

    def pause(self, spent: float) -> float:
        """Seconds to wait before the next request, `spent` seconds after the host began to answer the last one.

        Not after we asked: a question may have been long under way, and two could arrive close together.
        """
        between = min(self.wanted * self.strain, max(SLOWEST, self.wanted))
        return max(between - spent, min(self.usual, SLOWEST))
