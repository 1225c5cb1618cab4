"""A copy of the whole database in one file, proved by being restored; and the way back."""

from guarantors.exchange.backup.file import Broken, Manifest, opened
from guarantors.exchange.backup.making import Made, back_up, plan
from guarantors.exchange.backup.restoring import restore

__all__ = ["Broken", "Made", "Manifest", "back_up", "opened", "plan", "restore"]
