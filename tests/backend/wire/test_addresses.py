"""Where a request comes from: only a trusted proxy may say."""

import pytest

from waugzee.addresses import client_address, neighbourhood, networks

TRUSTED = networks(["10.0.0.0/8", "::1", "2001:db8::/32"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),  # nobody vouches for it
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.7, 10.2.3.4", "198.51.100.7"),
        ("10.0.0.1", "10.2.3.4", "10.2.3.4"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, , ", "10.0.0.1"),
        ("::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::1", "2001:db8::5, ::ffff:10.1.1.1", "2001:db8::5"),
        ("2001:db8::1", "2a00::1", "2a00::1"),
        (None, "198.51.100.7", "unknown"),
        ("testclient", "198.51.100.7", "testclient"),
    ],
)
def test_the_last_address_nobody_trusted_added(peer: str | None, forwarded: str, address: str) -> None:
    assert client_address(peer, forwarded, TRUSTED) == address


def test_without_trusted_proxies_the_header_is_not_read() -> None:
    assert client_address("10.0.0.1", "198.51.100.7", ()) == "10.0.0.1"


def test_a_household_has_many_addresses_of_ipv6_and_is_counted_once() -> None:
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff:1") == "2001:db8::/64"
    assert neighbourhood("2001:db8:0:1::1") != neighbourhood("2001:db8::1")
    assert [neighbourhood(text) for text in ("192.0.2.1", "unknown")] == ["192.0.2.1", "unknown"]
