"""What every deed has in common: who may do it, what it reads, and that it is done once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from guarantors.api.bodies import StrictJSON
from guarantors.api.once import AsSent
from guarantors.api.rights import PEOPLE, ReadByAll, holding, signed_in
from guarantors.api.view import Api
from guarantors.domain.errors import Breach, refuse_any
from guarantors.domain.roles import Right
from guarantors.domain.text import shown

Answer = HttpResponse | Response
READING = ("GET", "HEAD")


class Deed(ReadByAll, Api):
    """An address that takes a POST alone. 400: cannot be read; 422: breaks a rule; 409: somebody else was first."""

    parser_classes = (StrictJSON,)
    to_write = holding(Right.CORRECT)
    parameters: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The parameters that the address takes, each with its allowed values."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self._writes():
            refuse_any(parameter_breaches(request, self.parameters))

    def _writes(self) -> bool:
        return bool(self.request.method == "POST")


class Own(Api):
    """An address of the desk's own: read and written by whoever may log."""

    authentication_classes = PEOPLE
    parser_classes = (StrictJSON,)
    parameters: ClassVar[Sequence[str]] = ()
    """The parameters that reading takes."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in self.allowed_methods:  # another is a 405, whatever it brings
            taken = self.parameters if request.method in READING else ()
            refuse_any(parameter_breaches(request, dict.fromkeys(taken, ())))

    def get_permissions(self) -> list[BasePermission]:
        """None for a method that the address does not take: the answer is a 405, whoever asks."""
        if self.request.method in READING:
            return [signed_in(Right.LOG)()]
        return [holding(Right.LOG)()] if self.request.method in {*self.allowed_methods} - {"OPTIONS"} else []


def parameter_breaches(request: Request, allowed: Mapping[str, Sequence[str]]) -> Iterator[Breach]:
    """What is wrong in the address: a parameter that it does not take, a value that is none, one that stands twice.

    Without allowed values any text may be one; an empty value is as good as none, as everywhere.
    """
    for name, values in request.GET.lists():
        if name not in allowed:
            there = f"there are {', '.join(allowed)}." if allowed else "there is none; leave it out."
            yield Breach("parameter-is-known", shown(name) or "“”", f"is not known here; {there}")
        elif len(values) > 1:
            yield Breach("parameter-is-given-once", name, "is given more than once; give it once.")
        elif allowed[name] and values[0] and values[0] not in allowed[name]:
            there = ", ".join(allowed[name])
            yield Breach("word-is-known", name, f"“{shown(values[0])}” is not known here; there are {there}.")


def by(request: Request) -> str:
    """The name that the record gives to whoever does it."""
    return str(request.user.get_username())


def under(place: str, names: Collection[str]) -> AsSent:
    """At the keys that were sent, where those of these names stand within an object."""

    def as_sent(breach: Breach) -> Breach:
        inside = breach.field.partition(".")[0] in names
        return breach.at(f"{place}.{breach.field}") if inside else breach

    return as_sent


def href(request: Request, *parts: str) -> str:
    """The address of a thing in the API."""
    return request.build_absolute_uri(f"/api/v1/{'/'.join(parts)}/")
