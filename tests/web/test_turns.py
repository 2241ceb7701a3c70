"""Turns: one visitor after the other, whoever wants most."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from lenet1.web.turns import BusyError, Turns, while_there
from tests.page.loop import run


def turns_taken(
    *visitors: str, share: int = 9, most: int = 99, leave: tuple[int, ...] = ()
) -> list[int]:
    """The order in which those visitors, all there at once, have their turns.

    Those with the numbers `leave` go while the first has its turn.
    """
    order: list[int] = []

    async def main() -> None:
        turns, go_on = Turns(share=share, most=most), asyncio.Event()

        async def take(number: int, visitor: str) -> None:
            async with turns.turn(visitor):
                order.append(number)
                await go_on.wait()

        tasks = [asyncio.create_task(take(*one)) for one in enumerate(visitors)]
        await asyncio.sleep(0)
        for number in leave:
            tasks[number].cancel()
        await asyncio.sleep(0)
        go_on.set()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert not any(isinstance(one, BusyError) for one in ended)
        async with turns.turn("somebody else"):
            order.append(-1)
        assert not turns.there
        assert not turns.waiting

    run(asyncio.wait_for(main(), 5))
    return order


def test_who_wants_many_turns_waits_for_who_wants_one() -> None:
    assert turns_taken(*"aaaabc") == [0, 1, 4, 5, 2, 3, -1]
    assert turns_taken(*"aabbab") == [0, 1, 2, 4, 3, 5, -1]


@pytest.mark.parametrize("leave", [(0,), (1,), (1, 3), (0, 1, 2, 3)])
def test_who_leaves_has_no_turn_and_holds_nobody_up(leave: tuple[int, ...]) -> None:
    order = turns_taken(*"abab", leave=leave)
    started = {0, *({0, 1, 2, 3} - set(leave))}
    assert set(order) == started | {-1}


def test_a_turn_that_comes_to_one_who_leaves_at_that_moment_is_passed_on() -> None:
    async def main() -> None:
        turns = Turns(share=9, most=9)

        async def take(visitor: str) -> str:
            async with turns.turn(visitor):
                return visitor

        under_way = turns.turn("a")
        await under_way.__aenter__()
        leaves, stays = (asyncio.create_task(take(visitor)) for visitor in "bc")
        await asyncio.sleep(0)
        await under_way.__aexit__(None, None, None)  # the turn is b's
        leaves.cancel()
        assert await asyncio.wait_for(stays, 5) == "c"
        assert leaves.cancelled()

    run(main())


@pytest.mark.parametrize(
    ("share", "most", "there", "next_", "busy"),
    [
        (2, 9, "aa", "a", True),
        (2, 9, "aa", "b", False),
        (9, 3, "aab", "c", True),
        (9, 3, "aa", "c", False),
    ],
)
def test_no_more_wait_than_there_are_places(
    share: int, most: int, there: str, next_: str, busy: bool
) -> None:
    async def main() -> None:
        turns = Turns(share=share, most=most)

        async def stay(visitor: str) -> None:
            async with turns.turn(visitor):
                await asyncio.sleep(60)

        tasks = [asyncio.create_task(stay(visitor)) for visitor in there]
        await asyncio.sleep(0)
        newcomer = asyncio.create_task(stay(next_))
        await asyncio.wait([newcomer], timeout=0.05)
        assert newcomer.done() is busy
        for task in (*tasks, newcomer):
            task.cancel()
        ended = await asyncio.gather(*tasks, newcomer, return_exceptions=True)
        assert isinstance(ended[-1], BusyError) is busy
        assert not turns.there

    run(main())


def request(leaves: Callable[[], Coroutine[Any, Any, Any]]) -> Request:
    async def receive() -> Message:
        await leaves()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def test_work_ends_when_its_client_goes() -> None:
    async def main() -> None:
        ended = asyncio.Event()

        async def work() -> None:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                ended.set()
                raise

        async with asyncio.timeout(10):
            with pytest.raises(ClientDisconnect):
                await while_there(request(lambda: asyncio.sleep(0.01)), work())
        assert ended.is_set()

    run(main())


def test_the_work_of_a_client_who_stays_is_done() -> None:
    async def main() -> int:
        async def work() -> int:
            await asyncio.sleep(0.01)
            return 7

        return await while_there(request(lambda: asyncio.sleep(60)), work())

    assert run(main()) == 7
