"""Failures are counted per name and address and per address, over every process."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import Throttle
from newsroom.audit.models import AuditEntry

from .conftest import sign_in, who

QUARTER = 15 * 60


def fail(client, name="editor", times=1, address="192.0.2.1"):
    answers = [sign_in(client, name, "wrong", REMOTE_ADDR=address) for _ in range(times)]
    return answers[-1]


def test_the_eleventh_attempt_is_held_up(client, editor):
    assert fail(client, times=10).status_code == 200

    answer = sign_in(client, "editor", REMOTE_ADDR="192.0.2.1")

    assert (answer.status_code, answer["Retry-After"]) == (429, str(QUARTER))
    assert answer.context["form"].non_field_errors() == [
        "Too many failed attempts. Wait a quarter of an hour and try again."
    ]
    assert who(client) is None


def test_a_name_that_nobody_has_is_held_up_alike(client, editor):
    known, unknown = fail(client, "editor", 11), fail(client, "nobody", 11)

    assert known.status_code == unknown.status_code == 429


def test_others_are_not_held_up(client, editor):
    fail(client, times=11)

    assert sign_in(client, "editor", REMOTE_ADDR="192.0.2.2").status_code == 302


def test_a_quarter_of_an_hour_later_the_door_is_open(client, editor, clock):
    fail(client, times=11)
    clock.shift(QUARTER + 1)

    assert sign_in(client, "editor", REMOTE_ADDR="192.0.2.1").status_code == 302


def test_right_passwords_do_not_count(client, editor):
    for _ in range(12):
        sign_in(client, "editor")
        client.logout()

    assert sign_in(client, "editor").status_code == 302


def test_one_address_fails_a_hundred_times_over_all_names(client, editor):
    Throttle.objects.all().delete()
    for number in range(10):
        fail(client, f"name{number}", 10)

    assert fail(client, "another").status_code == 429


def test_an_address_is_not_taken_from_what_a_request_says(client, editor):
    for number in range(11):
        forged = {
            "HTTP_X_FORWARDED_FOR": f"198.51.100.{number}",
            "REMOTE_ADDR": "192.0.2.1",
        }
        answer = sign_in(client, "editor", "wrong", **forged)

    assert answer.status_code == 429


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(client, editor):
    for number in range(11):
        chain = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}, 198.51.100.7"}
        answer = sign_in(client, "editor", "wrong", **chain)

    assert answer.status_code == 429
    assert sign_in(client, "editor", HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302


@pytest.mark.parametrize(
    ("stranger", "address"),
    [("203.0.113.7:{}", "203.0.113.7"), ("[2001:db8::7]:{}", "2001:db8::7")],
)
def test_a_gateway_that_writes_ports_does_not_count_for_everybody(
    client, editor, stranger, address
):
    for number in range(100):
        chain = {"HTTP_X_FORWARDED_FOR": stranger.format(50_000 + number)}
        sign_in(client, f"name{number}", "wrong", **chain)

    stopped = sign_in(client, "another", HTTP_X_FORWARDED_FOR=stranger.format(443))

    failures = AuditEntry.objects.filter(action="sign_in_failed")
    assert set(failures.values_list("address", flat=True)) == {address}
    assert stopped.status_code == 429
    assert (
        sign_in(client, "editor", HTTP_X_FORWARDED_FOR="198.51.100.8:443").status_code
        == 302
    )


def test_codes_are_guessed_ten_times_and_no_more(client, editor):
    from .test_second_factors import add_app

    add_app(editor)
    sign_in(client, "editor")
    address = reverse("mfa_authenticate")

    answers = [client.post(address, {"code": "000000"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_flood_of_names_pushes_out_no_count(client, editor):
    fail(client, times=10)
    later = timezone.now() + timedelta(minutes=10)
    Throttle.objects.bulk_create(
        Throttle(key=f"flood {number}", value=[], expires_at=later)
        for number in range(2_000)
    )

    assert fail(client, "another", address="192.0.2.9").status_code == 200
    assert fail(client).status_code == 429


def test_what_is_over_leaves_the_table(client, editor, clock):
    fail(client, times=3)
    clock.shift(QUARTER + 1)

    fail(client, "another", address="192.0.2.2")

    assert not Throttle.objects.filter(expires_at__lte=timezone.now()).exists()


def test_a_name_that_is_counted_stands_nowhere_in_the_table(client, editor):
    fail(client, "editor")

    assert not any(
        "editor" in key for key in Throttle.objects.values_list("key", flat=True)
    )
