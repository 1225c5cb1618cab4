"""A verb that asks by a whole form of its own, as large as what it corrects."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from guarantors.domain.errors import Breach
from guarantors.pages.desk.fields import Fault, Field
from guarantors.pages.desk.verb import Thing, Verb


class Form(Protocol):
    """What such a form can do: say each refusal at its field, and list what is wrong; it has its fields by name."""

    by_name: dict[str, Field]

    @property
    def errors(self) -> Sequence[Fault]: ...
    def put(self, breaches: Iterable[Breach]) -> list[Breach]: ...


class FormVerb(Verb[Thing]):
    """`form` is made with the verb."""

    form: Form

    def put(self, breaches: Iterable[Breach]) -> list[Breach]:
        return super().put(self.form.put(breaches))

    @property
    def errors(self) -> list[Fault]:
        return [*self.form.errors, *super().errors]

    def asked(self) -> list[Field]:
        return [*self.form.by_name.values(), *super().asked()]

    def context(self) -> dict[str, Any]:
        return {"form": self.form}
