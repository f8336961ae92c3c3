"""What a collection is worth: text for people, in the currency of the account."""

from typing import Any

import msgspec
import pytest

from waugzee_sync.discogs.money import Amounts, CollectionValue, amounts_of
from waugzee_sync.discogs.responses import Unreadable
from waugzee_sync.errands.readings import READERS


def told(text: str) -> Amounts:
    return amounts_of(CollectionValue(text, text, text))


@pytest.mark.parametrize(
    ("text", "currency", "hundredths"),
    [
        ("€1,458.87", "€", 145887),
        ("€101.72", "€", 10172),
        ("$0.00", "$", 0),
        ("CA$12.50", "CA$", 1250),
        ("¥12,345", "¥", 1234500),
        ("SEK1,234.00", "SEK", 123400),
        ("€1.234,56", "€", 123456),
        ("1.458,87 €", "€", 145887),
        ("kr 1 234,50", "kr", 123450),
        ("1\u202f234,50\u00a0€", "€", 123450),
        ("R$1.234.567,89", "R$", 123456789),
        ("12345.67 CHF", "CHF", 1234567),
        ("zł5", "zł", 500),
        (" £7.19 ", "£", 719),
    ],
)
def test_a_sum_is_read_however_it_is_written(text: str, currency: str, hundredths: int) -> None:
    assert told(text) == Amounts(currency, hundredths, hundredths, hundredths)


@pytest.mark.parametrize(
    "text",
    [
        *("", "€", "12", "-€5.00", "€-5", "€1,23,4.00", "€5€", "€1.2", "NaN", "€" + "9" * 16, "€1,2345.00"),
        *("€1,234.567,89", "€٣.00", "<b>1", "€\x005", "ABCDE1", "$" * 9 + "1", "€1,458.87\n€2"),
    ],
)
def test_what_is_no_sum_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Unreadable):
        told(text)


def test_sums_of_several_currencies_are_none() -> None:
    with pytest.raises(Unreadable, match="several currencies"):
        amounts_of(CollectionValue("€1.00", "$2.00", "€3.00"))


def read(answer: Any) -> Any:
    return READERS["value"](msgspec.json.encode(answer))


def test_an_answer_is_read_as_it_is_handed_on() -> None:
    good = {"maximum": "€101.72", "median": "€71.20", "minimum": "€50.86"}
    value = read({**good, "more": 1})
    assert amounts_of(value) == Amounts("€", 5086, 7120, 10172)
    assert READERS["value"](msgspec.json.encode(value)) == value


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        {"maximum": "€1.00", "median": "€1.00"},
        {"maximum": 1, "median": 1, "minimum": 1},
        {"maximum": None, "median": "€1.00", "minimum": "€1.00"},
        {"maximum": "a lot", "median": "€1.00", "minimum": "€1.00"},
        {"maximum": "€" + " " * 50, "median": "€1.00", "minimum": "€1.00"},
        {"message": "You are not allowed to view this resource."},
    ],
)
def test_a_bad_answer_is_unreadable(answer: Any) -> None:
    with pytest.raises(Unreadable):
        read(answer)
