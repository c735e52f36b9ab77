"""A worker of webhooks as a process of its own, to be killed: `python -m tests.webhooks.sending_process URL SECONDS`.

A claim of it is over after so many seconds. With `hold` as a third word it never writes down how a try went.
"""

import sys
import time

from service.store.address import parse_address
from service.store.blocking import BlockingDatabase
from service.webhooks.addresses import Addresses, parse_allowed
from service.webhooks.courier import Courier
from service.webhooks.dispatch import Dispatch, Outcome, Parcel
from service.webhooks.sending import Sender


class Holding(Dispatch):
    """Never comes to the point of writing anything down."""

    def record(self, parcel: Parcel, outcome: Outcome) -> bool:
        sys.stdout.write("sent\n")
        sys.stdout.flush()
        time.sleep(3600)
        return False


def main(url: str, claim_seconds: str, hold: str = "") -> None:
    address = parse_address(url)
    assert address
    dispatch = (Holding if hold else Dispatch)(BlockingDatabase(address), claim_seconds=float(claim_seconds))
    addresses = Addresses(parse_allowed("127.0.0.1"))
    Courier(dispatch, lambda: Sender(addresses), look_seconds=0.05).work()


if __name__ == "__main__":
    main(*sys.argv[1:])
