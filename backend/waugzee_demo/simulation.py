"""The running simulation: the world, how it behaves at present, and the edits made to it."""

import random

from waugzee_demo import errors
from waugzee_demo.accounts import Accounts
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.collection import ALL, Collection, View
from waugzee_demo.edge import Edge
from waugzee_demo.wants import Wantlist
from waugzee_demo.world import DemoWorld, Shelf, World


class Simulation:
    edge: Edge

    def __init__(self, world: World, accounts: Accounts) -> None:
        self.world = world
        self.accounts = accounts
        self._wantlists: dict[str, Wantlist] = {}

    @property
    def behaviour(self) -> Behaviour:
        return self.edge.behaviour

    def shelf(self, user: str) -> Shelf:
        shelf = self.world.shelf(user)
        if shelf is None:
            raise errors.no_user()
        return shelf

    def open_shelf(self, user: str, view: View) -> Shelf:
        shelf = self.shelf(user)
        if self.behaviour.private and not view.owner:
            raise errors.not_the_owner()
        return shelf

    def wantlist(self, user: str) -> Wantlist:
        """Empty where the world is a recording."""
        name, world = user.lower(), self.world
        if name not in self._wantlists:
            known = self.shelf(user).user
            self._wantlists[name] = (
                Wantlist(known, world.wanted(name), world.basics)
                if isinstance(world, DemoWorld)
                else Wantlist(known, [], lambda *_: None)
            )
        return self._wantlists[name]

    def open_folder(self, user: str, folder_id: int, view: View) -> Shelf:
        """A stranger may open "All" only, and learns of no other."""
        shelf = self.open_shelf(user, view)
        if folder_id != ALL and not view.owner:
            raise errors.not_the_owner()
        if folder_id not in shelf.folders:
            raise errors.no_folder()
        return shelf

    def page_was_read(self, shelf: Shelf) -> None:
        """In a changing world the owner does something before the next page is read."""
        now, counters = self.behaviour, self.edge.counters
        still = now.most_changes is not None and counters.changes >= now.most_changes
        if not now.changing or still or not isinstance(shelf, Collection):
            return
        change(shelf, counters.changes, now.seed)
        counters.changes += 1


def change(shelf: Collection, number: int, seed: int) -> None:
    """The edit of that number: an item goes, then one comes, then one moves to another folder."""
    chance = random.Random(f"{seed}/{number}")
    order = shelf.order(ALL, "added")
    if number % 3 == 1:
        shelf.add(1)
    elif order:
        item = chance.choice(order)
        if number % 3 == 0:
            shelf.remove([item.instance_id])
        else:
            shelf.move(item.instance_id, chance.choice([id for id in shelf.folders if id != ALL]))
