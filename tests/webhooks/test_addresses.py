"""Where a webhook may lead, by every way of writing an address that anybody has thought of."""

import asyncio
import threading
import time
from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from service.errors import ConfigurationError
from service.webhooks.addresses import (
    Addresses,
    AddressRefused,
    Allowed,
    SystemNames,
    fault_of,
    parse_allowed,
    place_of,
    plain,
)

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


def names(*answers: Sequence[str]) -> Addresses:
    """Names that lead to each of these in turn, the last one for good."""
    given = iter(answers)
    last: list[Sequence[str]] = []

    async def look_up(host: str, port: int) -> Sequence[str]:
        last[:] = [next(given, *last)]
        return last[0]

    return Addresses(look_up=look_up)


async def refusal(url: str, addresses: Addresses) -> str:
    with pytest.raises(AddressRefused) as refused:
        await addresses.judged(url)
    return str(refused.value)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("0.0.0.0", "of no host"),
        ("0.1.2.3", "of no host"),
        ("10.0.0.1", "private"),
        ("10.255.255.255", "private"),
        ("100.64.0.1", "providers"),
        ("100.127.255.255", "providers"),
        ("127.0.0.1", "of this machine"),
        ("127.255.255.254", "of this machine"),
        ("169.254.169.254", "local link"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.8", "reserved"),
        ("192.0.2.1", "reserved"),
        ("192.88.99.1", "tunnel"),
        ("192.168.1.1", "private"),
        ("198.18.0.1", "reserved"),
        ("198.51.100.7", "reserved"),
        ("203.0.113.7", "reserved"),
        ("224.0.0.1", "many hosts"),
        ("239.255.255.250", "many hosts"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "of no host"),
        ("::1", "of this machine"),
        ("::127.0.0.1", "tunnel"),
        ("::ffff:127.0.0.1", "of this machine"),
        ("::ffff:10.1.2.3", "private"),
        ("::ffff:169.254.169.254", "local link"),
        ("64:ff9b::7f00:1", "of this machine"),
        ("64:ff9b::a9fe:a9fe", "local link"),
        ("64:ff9b:1::1", "tunnel"),
        ("100::1", "reserved"),
        ("2001::1", "tunnel"),
        ("2001:db8::1", "reserved"),
        ("2002:7f00:1::", "tunnel"),
        ("3fff::1", "reserved"),
        ("4000::1", "reserved"),
        ("5f00::1", "reserved"),
        ("fc00::1", "private"),
        ("fd12:3456::1", "private"),
        ("fe80::1", "local link"),
        ("fec0::1", "private"),
        ("ff02::1", "many hosts"),
    ],
)
async def test_addresses_that_nobody_on_the_open_internet_has(address: str, what: str) -> None:
    assert what in (fault_of(plain(ip_address(address))) or "")
    host = f"[{address}]" if ":" in address else address
    assert what in await refusal(f"https://{host}/told", Addresses())
    assert what in await refusal("https://hooks.example/told", names([address]))
    assert what in await refusal("https://hooks.example/told", names([PUBLIC, address])), "one of several is enough"


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "100.63.255.255", "172.32.0.1", PUBLIC_V6, "64:ff9b::808:808"])
async def test_addresses_of_the_open_internet(address: str) -> None:
    destination = await names([address]).judged("https://hooks.example/told?by=us")
    assert [str(one) for one in destination.addresses] == [address]
    assert (destination.place.authority, destination.place.target) == ("hooks.example", "/told?by=us")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("https://2130706433/", "cannot be told for sure"),
        ("https://0177.0.0.1/", "cannot be told for sure"),
        ("https://0x7f.0.0.1/", "cannot be told for sure"),
        ("https://0x7f000001/", "cannot be told for sure"),
        ("https://127.1/", "cannot be told for sure"),
        ("https://127.0.0.1./", "of this machine"),
        ("https://127.0.0.1:8443/", "of this machine"),
        ("https://1.2.3.4.5/", "cannot be told for sure"),
        ("https://hooks.0x7f/", "cannot be told for sure"),
        ("https://[::ffff:127.0.0.1]/", "of this machine"),
        ("https://[::ffff:7f00:1]/", "of this machine"),
        ("https://[0:0:0:0:0:0:0:1]/", "of this machine"),
        ("https://[fe80::1%25eth0]/", "names no host"),
        ("https://[::1/", "is no address"),
        ("https://127。0。0。1/", "xn--"),
        ("https://１２７.0.0.1/", "xn--"),
        ("https://bücher.example/", "xn--"),
        ("https://127.0.0.1%2f.example/", "names no host"),
        ("https://user@hooks.example/", "user name"),
        ("https://user:word@hooks.example/", "user name"),
        ("https://@hooks.example/", "user name"),
        ("https://hooks.example\\@127.0.0.1/", "characters"),
        ("https://hooks.example/#part", "fragment"),
        ("https://hooks.example:0/", "port"),
        ("https://hooks.example:99999/", "is no address"),
        ("https://hooks.example:http/", "is no address"),
        ("https://hooks..example/", "names no host"),
        ("https:///told", "names no host"),
        ("https://", "names no host"),
        ("ftp://hooks.example/", "begin with https"),
        ("file:///etc/passwd", "begin with https"),
        ("hooks.example", "begin with https"),
        ("https://hooks.example/a b", "characters"),
        ("https://hooks.example/\r\nHost: other", "characters"),
        (f"https://hooks.example/{'a' * 2000}", "characters"),
        ("http://hooks.example/", "begin with https"),
    ],
)
async def test_urls_that_lead_nowhere_for_sure(url: str, what: str) -> None:
    assert what in await refusal(url, names([PUBLIC]))


def test_a_host_is_read_as_names_are() -> None:
    assert place_of("HTTPS://Hooks.Example.:8443/A?b=C").authority == "hooks.example:8443"
    assert place_of("https://xn--bcher-kva.example").host == "xn--bcher-kva.example"
    assert place_of("https://[2606:2800:021F::1]/").authority == "[2606:2800:21f::1]"
    assert place_of("https://hooks.example?x=1").target == "/?x=1"


@pytest.mark.parametrize("answer", [[], OSError("no such name"), UnicodeError("too long a label")])
async def test_a_name_that_is_not_found_says_so(answer: list[str] | Exception) -> None:
    async def look_up(host: str, port: int) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert "hooks.example, which cannot be found" in await refusal("https://hooks.example/", Addresses(look_up=look_up))


async def test_a_name_that_changes_is_judged_each_time() -> None:
    changing = names([PUBLIC], ["127.0.0.1"])
    assert (await changing.judged("https://hooks.example/")).addresses == (ip_address(PUBLIC),)
    assert "of this machine" in await refusal("https://hooks.example/", changing)


async def test_names_are_looked_up_with_the_system() -> None:
    found = await Addresses(is_open=lambda: True).judged("http://LOCALHOST.:9/")
    assert found.place.authority == "localhost:9"
    assert all(address.is_loopback for address in found.addresses)
    assert "cannot be found" in await refusal("https://hooks.example/", Addresses(look_up=SystemNames(refuse)))


def refuse(host: str, port: int) -> list[str]:
    raise OSError(host)


async def test_a_server_of_names_that_does_not_answer_is_not_waited_for() -> None:
    over = threading.Event()

    def ask(host: str, port: int) -> list[str]:
        over.wait(30)
        return [PUBLIC]

    addresses = Addresses(look_up=SystemNames(ask, seconds=0.1, most=2))
    began = time.monotonic()
    for _ in range(3):
        assert "cannot be found" in await refusal("https://hooks.example/", addresses)
    assert time.monotonic() - began < 20
    over.set()
    for _ in range(200):  # the threads let go, and there is room again
        try:
            assert (await addresses.judged("https://hooks.example/")).addresses
        except AddressRefused:
            await asyncio.sleep(0.05)
        else:
            return
    pytest.fail("there is no room again")


# --- what is permitted beside -------------------------------------------------------------------


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://[::1]:9/", "https://127.8.9.1/"])
async def test_an_open_server_may_tell_its_own_machine_and_no_other(url: str) -> None:
    is_open = Addresses(is_open=lambda: True)
    assert (await is_open.judged(url)).addresses
    assert "private" in await refusal("https://10.0.0.1/", is_open)
    assert "local link" in await refusal("https://169.254.169.254/", is_open)
    assert "https://" in await refusal("http://93.184.215.14/", is_open)
    assert "of this machine" in await refusal(url, Addresses())


async def test_what_the_operator_names_is_permitted_without_tls_too() -> None:
    async def look_up(host: str, port: int) -> list[str]:
        return {"inside.example": ["10.1.2.3"], "both.example": ["10.1.2.3", PUBLIC]}.get(host, ["192.168.0.9"])

    addresses = Addresses(parse_allowed("Inside.example, 192.168.0.0/24,fd00::/8"), look_up=look_up)
    for url in ("http://inside.example/", "https://inside.example./", "http://other.example/", "http://[fd00::1]/"):
        assert (await addresses.judged(url)).addresses, url
    assert "private" in await refusal("https://both.example/", addresses)
    assert "private" in await refusal("https://10.1.2.3/", addresses), "the host was permitted, not its address"


@pytest.mark.parametrize(
    "text", ["https://inside.example", "10.0.0.1/8", "10.0.0.0/33", "in side", "*.example", "127.1"]
)
def test_what_is_no_host_and_no_network_is_named(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"LIAISON_WEBHOOK_ALLOW: .* is no host, address or network; write"):
        parse_allowed(f"hooks.example,{text}")


def test_nothing_is_permitted_without_the_setting() -> None:
    assert parse_allowed(None) == parse_allowed(" , ") == Allowed()
