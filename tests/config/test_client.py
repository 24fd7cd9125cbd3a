"""Who is asking: the address and scheme that the outermost proxy of our own saw."""

import pytest

from config.middleware import client_of

PROXY = "10.0.0.1"
VISITOR = "203.0.113.7"


def meta(forwarded: str | None = None, protocol: str | None = None, scheme: str = "http") -> dict:
    found = {"REMOTE_ADDR": PROXY, "wsgi.url_scheme": scheme}
    if forwarded is not None:
        found["HTTP_X_FORWARDED_FOR"] = forwarded
    if protocol is not None:
        found["HTTP_X_FORWARDED_PROTO"] = protocol
    return found


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, VISITOR, PROXY),  # nobody stands before us: the visitor wrote this
        (1, VISITOR, VISITOR),
        (1, f"9.9.9.9, {VISITOR}", VISITOR),  # 9.9.9.9 is forged
        (1, f"9.9.9.9,{VISITOR}", VISITOR),
        (2, f"{VISITOR}, 10.0.0.2", VISITOR),
        (2, f"9.9.9.9, {VISITOR}, 10.0.0.2", VISITOR),
        (2, VISITOR, VISITOR),  # one proxy did not say: the best that is known
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "2001:0DB8:0:0::7", "2001:db8::7"),  # one address, one way of writing
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, f"{VISITOR}, ", PROXY),
        (1, "203.0.113.7:4711", VISITOR),  # some proxies write the port too
        (1, "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "203.0.113.7:x", PROXY),
        (1, "[203.0.113.7", PROXY),
        (1, "<script>", PROXY),
    ],
)
def test_address_is_what_the_outermost_proxy_saw(proxies, forwarded, address):
    assert client_of(meta(forwarded), proxies)[0] == address


@pytest.mark.parametrize(
    ("proxies", "protocol", "scheme"),
    [
        (0, "https", "http"),
        (1, "https", "https"),
        (1, "http", "http"),
        (1, "https, http", "http"),  # the left one is forged
        (2, "https, http", "https"),
        (1, None, "http"),
        (1, "", "http"),
        (1, "javascript", "http"),
        (1, "HTTPS;x", "http"),
    ],
)
def test_scheme_is_what_the_outermost_proxy_saw(proxies, protocol, scheme):
    assert client_of(meta(VISITOR, protocol), proxies)[1] == scheme


def test_own_scheme_stays_when_the_proxy_says_nothing():
    assert client_of(meta(VISITOR, scheme="https"), 1)[1] == "https"


@pytest.fixture
def forged(client, settings):
    """A request of which every forwarding header was written by somebody."""
    settings.SECURE_SSL_REDIRECT = True

    def ask(proxies: int):
        settings.TRUSTED_PROXIES = proxies
        return client.get(
            "/bestaat-niet/",
            REMOTE_ADDR=PROXY,
            HTTP_X_FORWARDED_FOR=f"9.9.9.9, {VISITOR}",
            HTTP_X_FORWARDED_PROTO="https",
        )

    return ask


def test_request_without_proxies_keeps_its_own_address_and_is_sent_to_https(forged):
    response = forged(proxies=0)
    assert response.wsgi_request.META["REMOTE_ADDR"] == PROXY
    assert not response.wsgi_request.is_secure()
    assert response.status_code == 301
    assert response["Location"].startswith("https://")


def test_request_behind_a_proxy_has_the_address_and_scheme_of_the_visitor(forged):
    response = forged(proxies=1)
    assert response.wsgi_request.META["REMOTE_ADDR"] == VISITOR
    assert response.wsgi_request.is_secure()
    assert response.status_code == 404


def test_forwarded_host_is_never_believed(client, settings):
    settings.TRUSTED_PROXIES = 1
    response = client.get("/bestaat-niet/", HTTP_X_FORWARDED_HOST="kwaad.example")
    assert response.wsgi_request.get_host() == "testserver"
