"""The pages act for whoever sends the request that is being answered, in their workspace and in no other."""

from service.callers import current_caller
from service.services import Services


class Acting:
    """Has the services of whoever is being answered; made once, with those of the server."""

    def __init__(self, services: Services) -> None:
        self._all = services

    @property
    def _services(self) -> Services:
        return self._all.acting(current_caller.get())
