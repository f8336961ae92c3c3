"""What is kept for guests: up to so many bytes, whatever they ask for."""

import pickle

from waugzee.sharing.kept import Kept

MOST = 100_000


async def filled(key_length: int, body: bytes) -> Kept:
    kept = Kept(MOST)

    async def made() -> bytes:
        return body

    for number in range(1000):
        await kept.get(("records", str(number).ljust(key_length)), made)
    return kept


async def test_long_questions_take_no_more_than_there_is_room_for() -> None:
    assert len(pickle.dumps((await filled(45_000, b"[]"))._kept)) <= MOST


async def test_short_answers_take_no_more_than_there_is_room_for() -> None:
    assert len((await filled(0, b""))._kept) <= MOST / 500


async def test_what_was_asked_for_last_is_kept() -> None:
    kept = Kept(2000)
    made: list[str] = []

    async def get(name: str) -> None:
        async def make() -> bytes:
            made.append(name)
            return b"x" * 400

        await kept.get((name,), make)

    for name in ("a", "b", "a", "c", "a", "b"):
        await get(name)
    assert made == ["a", "b", "c", "b"]
