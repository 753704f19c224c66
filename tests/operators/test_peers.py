"""Who sent a request, behind proxies and without."""

import pytest

from newsroom.web.client_ip import client_address, is_direct_from


@pytest.mark.parametrize(
    ("peer", "named", "sender"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "10.0.0.1", "203.0.113.9"),  # no proxy of ours: not believed
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (
            "127.0.0.1",
            "127.0.0.1, 203.0.113.9",
            "203.0.113.9",
        ),  # the first is the sender's own
        ("127.0.0.1", "1.2.3.4, 203.0.113.9, 127.0.0.2", "203.0.113.9"),
        ("127.0.0.1", "rubbish", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "203.0.113.9", "203.0.113.9"),  # a Unix socket
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        # with a port, as gateways in clouds write it
        ("127.0.0.1", "203.0.113.9:51234", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1:1, 203.0.113.9:0 ,127.0.0.2:65535", "203.0.113.9"),
        ("127.0.0.1", "[2001:db8::7]:443", "2001:db8::7"),
        ("127.0.0.1", "[2001:DB8::7]", "2001:db8::7"),
        ("127.0.0.1", "[::ffff:203.0.113.9]:443", "203.0.113.9"),
        (
            "127.0.0.1",
            "2001:db8::7:443",
            "2001:db8::7:443",
        ),  # without brackets it is no port
        ("203.0.113.9", "198.51.100.1:51234", "203.0.113.9"),
        # neither: the proxy's own
        ("127.0.0.1", "203.0.113.9:", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:http", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:65536", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:٤٤٣", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:80:80", "127.0.0.1"),
        ("127.0.0.1", "203.0.113:51234", "127.0.0.1"),
        ("127.0.0.1", "[2001:db8::7]443", "127.0.0.1"),
        ("127.0.0.1", "[2001:db8::7]:", "127.0.0.1"),
        ("127.0.0.1", "[2001:db8::7]:-1", "127.0.0.1"),
        ("127.0.0.1", "[news]:443", "127.0.0.1"),
        ("127.0.0.1", "news.example:443", "127.0.0.1"),
        ("127.0.0.1", "unknown:443", "127.0.0.1"),
        ("127.0.0.1", ":443", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, rubbish:1", "127.0.0.1"),
    ],
)
def test_the_sender_is_the_last_that_is_no_proxy_of_ours(rf, peer, named, sender):
    headers = {} if named is None else {"HTTP_X_FORWARDED_FOR": named}

    assert client_address(rf.get("/", REMOTE_ADDR=peer, **headers)) == sender


@pytest.mark.parametrize(
    "header",
    ["HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP"],
)
def test_what_a_proxy_passes_on_does_not_come_from_the_proxy(rf, header):
    allowed = ["127.0.0.1"]

    assert is_direct_from(rf.get("/"), allowed) is True
    assert is_direct_from(rf.get("/", **{header: "127.0.0.1"}), allowed) is False


@pytest.mark.parametrize(
    ("peer", "given", "kept"),
    [
        ("127.0.0.1", "proxy-1234567", True),
        ("203.0.113.9", "proxy-1234567", False),
        ("127.0.0.1", "short", False),
        ("127.0.0.1", "a" * 65, False),
        ("127.0.0.1", "<script>alert", False),
    ],
)
def test_an_id_is_kept_where_it_is_plain_and_the_proxys_own(client, db, peer, given, kept):
    answer = client.get("/robots.txt", REMOTE_ADDR=peer, HTTP_X_REQUEST_ID=given)

    found = answer.headers["X-Request-ID"]
    assert (found == given) is kept
    assert kept or len(found) == 24
