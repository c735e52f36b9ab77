"""One try over real TCP: signed, to the address that was judged, under the name of the URL, and for a while only."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.webhooks.addresses import Addresses, Allowed, parse_allowed
from service.webhooks.dispatch import Outcome, Parcel
from service.webhooks.sending import READ_BYTES, SHOWN, Sender
from service.webhooks.signing import MARK, new_secret
from tests.webhooks.receiver import Receiver, receiving

NAME = "hooks.example"
HERE = parse_allowed("127.0.0.0/8,::1")


def parcel(url: str, *secrets: str) -> Parcel:
    body = '{"type":"ping","timestamp":"2027-05-03T08:00:00Z","data":{"id":"ü"}}'
    return Parcel("dlv_1", "whk_1", 1, "evt_1", url, secrets or (new_secret(),), body)


def leading(*addresses: str) -> Addresses:
    """Every name leads to these addresses, which are permitted."""

    async def look_up(host: str, port: int) -> Sequence[str]:
        return addresses

    return Addresses(HERE, look_up=look_up)


async def sent(url: str, addresses: Addresses | None = None, seconds: float = 15.0) -> Outcome:
    return await Sender(addresses or leading("127.0.0.1"), seconds).send(parcel(url))


async def test_a_receiver_takes_what_is_signed(receiver: Receiver) -> None:
    old, new, other = new_secret(), new_secret(), new_secret()
    outcome = await Sender(leading("127.0.0.1")).send(parcel(receiver.url, new, old))
    assert (outcome.status, outcome.error, outcome.answer) == (204, None, None)
    assert 0 <= outcome.duration_ms < 15_000
    [request] = receiver.requests
    assert [request.is_signed_with(secret) for secret in (new, old, other)] == [True, True, False]
    assert (request.id, request.event["data"]["id"]) == ("evt_1", "ü")
    assert request.headers["content-type"] == "application/json"
    assert new.startswith(MARK)
    request.body += " "
    assert not request.is_signed_with(new)


async def test_the_name_of_the_url_is_asked_for_at_the_address_that_was_judged(receiver: Receiver) -> None:
    assert (await sent(f"http://{NAME}:{receiver.port}/told?by=us")).status == 204
    assert receiver.requests[0].headers["host"] == f"{NAME}:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_redirects_are_not_followed(status: int, receiver: Receiver) -> None:
    receiver.answer = lambda _: status
    receiver.headers = {"location": receiver.url}
    outcome = await sent(receiver.url)
    assert (outcome.status, outcome.error) == (status, f"answered with {status}; redirects are not followed")
    assert len(receiver.requests) == 1


async def test_little_is_read_of_an_answer_and_less_is_kept(receiver: Receiver) -> None:
    receiver.answer = lambda _: 500
    receiver.body = b"\x1b[2Jout of\norder \xff" + b"x" * 5_000_000
    outcome = await sent(receiver.url)
    assert outcome.answer
    assert outcome.answer.startswith("[2Jout of order \N{REPLACEMENT CHARACTER}xx")
    assert len(outcome.answer) == SHOWN < READ_BYTES
    receiver.answer = lambda _: 200
    assert (await sent(receiver.url)).answer is None, "of what got through nothing is kept"


async def test_an_answer_that_does_not_come_is_not_waited_for(receiver: Receiver) -> None:
    receiver.seconds = 3
    outcome = await sent(receiver.url, seconds=0.3)
    assert (outcome.status, outcome.error) == (None, "no whole answer within 0.3 seconds")
    assert outcome.duration_ms < 3000


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Makes an endpoint that does with a connection what it is told; returns its address."""
    opened: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def serve(do: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)

        def work() -> None:
            with closing(listener.accept()[0]) as connection:
                connection.settimeout(10)
                connection.recv(65536)
                do(connection)
                with suppress(OSError):  # closed with something unread, it would end in a reset
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass

        threads.append(threading.Thread(target=work))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield serve
    for thread in threads:
        thread.join()
    for listener in opened:
        listener.close()


async def test_an_answer_that_comes_by_drops_is_not_waited_for(raw: Callable[..., str]) -> None:
    def drip(connection: socket.socket) -> None:
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                connection.sendall(b"x-drop: 1\r\n")
                time.sleep(0.05)
        except OSError:
            pass

    outcome = await sent(raw(drip), seconds=0.5)
    assert outcome.error == "no whole answer within 0.5 seconds"


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 20", b"HTTP/1.1 9999 what\r\n\r\n"])
async def test_what_is_no_answer_is_told(answer: bytes, raw: Callable[..., str]) -> None:
    outcome = await sent(raw(lambda connection: connection.sendall(answer)))
    assert outcome.error == "the connection broke: RemoteProtocolError"


async def test_where_nothing_listens_is_told(free_port: int) -> None:
    outcome = await sent(f"http://127.0.0.1:{free_port}/")
    assert outcome.error
    assert outcome.error.startswith("no connection: ")


async def test_of_several_addresses_the_first_that_listens_is_told(receiver: Receiver) -> None:
    assert (await sent(f"http://{NAME}:{receiver.port}/", leading("::1", "127.0.0.1"))).status == 204


async def test_a_name_that_leads_inside_meanwhile_gets_nothing(receiver: Receiver) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])

    async def look_up(host: str, port: int) -> Sequence[str]:
        return next(answers)

    addresses = Addresses(look_up=look_up)
    url = f"https://{NAME}:{receiver.port}/"
    assert (await addresses.judged(url)).addresses == (ip_address("93.184.215.14"),)
    outcome = await sent(url, addresses)
    assert outcome.error
    assert outcome.error.startswith("not sent: the URL leads to an address of this machine")
    assert receiver.requests == []


# --- TLS ----------------------------------------------------------------------------------------


def certificate(folder: Path, name: str) -> Path:
    """A certificate for a name, signed by itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    path = folder / f"{name}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form, plain))
    return path


@pytest.mark.parametrize(
    ("asked", "told"), [(NAME, None), ("other.example", "Hostname mismatch"), ("127.0.0.1", "IP address mismatch")]
)
async def test_the_certificate_has_to_be_that_of_the_name(asked: str, told: str | None, tmp_path: Path) -> None:
    path = certificate(tmp_path, NAME)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    asked_for: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    with receiving(context) as receiver:
        sender = Sender(leading("127.0.0.1"), trusted=ssl.create_default_context(cafile=str(path)))
        outcome = await sender.send(parcel(f"https://{asked}:{receiver.port}/"))
    assert asked_for == [None if asked == "127.0.0.1" else asked]
    if told is None:
        assert (outcome.status, receiver.requests[0].headers["host"]) == (204, f"{NAME}:{receiver.port}")
    else:
        assert told in (outcome.error or "")
        assert receiver.requests == []


async def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, NAME))
    with receiving(context) as receiver:
        outcome = await sent(f"https://{NAME}:{receiver.port}/")
    assert "certificate verify failed" in (outcome.error or "")


def test_nothing_is_permitted_by_itself() -> None:
    assert Addresses().allowed == Allowed()
    assert not Addresses().is_open()
