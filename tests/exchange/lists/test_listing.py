"""The declarations of the lists hold together: what each names is there, and is a name."""

import pytest
from django.db.models import Field

from guarantors.address.programs import narrowing
from guarantors.address.reading import PARAMETERS
from guarantors.exchange.lists import LISTS, Listing
from guarantors.exchange.lists.cursor import kind_of
from guarantors.exchange.tables import BY_NAME, Scope
from guarantors.models import Change
from tests.world import LONG_AGO

every = pytest.mark.parametrize("listing", LISTS.values(), ids=list(LISTS))


def model_of(listing: Listing) -> type:
    return listing.table.query(Scope((), LONG_AGO)).model


@every
def test_what_can_be_had_with_a_row_is_a_list_of_rows_with_names(listing: Listing) -> None:
    columns = {column.name for column in listing.columns}

    for named in listing.names.values():
        assert set(named.columns) <= columns
        assert len(named.columns) == len(LISTS[named.list_].key)


@every
def test_its_order_is_by_columns_that_are_never_empty(listing: Listing) -> None:
    for order in listing.orders.values():
        for path in order.paths:
            *through, last = path.split("__")
            model = model_of(listing)
            for name in through:
                model = model._meta.get_field(name).related_model  # type: ignore[attr-defined]
            column: Field[object, object] = model._meta.get_field(last)  # type: ignore[attr-defined]
            assert not column.null, path
            assert kind_of(column).__name__ in ("int", "str", "date", "datetime")


@every
def test_its_parameters_are_of_the_grammar(listing: Listing) -> None:
    assert set(narrowing(listing)) <= set(PARAMETERS)


@every
def test_its_columns_are_those_of_the_data_package(listing: Listing) -> None:
    if model_of(listing) is not Change:
        assert listing.table.attributes == BY_NAME[listing.name].attributes
    names = [column.name for column in listing.columns]
    assert len(names) == len(set(names))
