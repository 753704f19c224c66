"""Links that let somebody in: resets by mail, invitations. Each way to fail has its sentence."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import signing
from django.urls import reverse

from newsroom.accounts import token_links
from newsroom.accounts.models import Invitation, Staff
from tests import build

from .conftest import PASSWORD, sign_in, signed_in, who

NEW = "a sentence nobody guesses"
PASSWORDS = {"password1": NEW, "password2": NEW}


def sentence(client, link):
    answer = client.get(path_of(link))
    return answer.status_code, answer.context["sentence"]


def path_of(link):
    return link.removeprefix("http://localhost:8000")


def link_in(message):
    return re.search(r"http://localhost:8000/\S+", message.body)[0]


# A forgotten password


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def test_a_new_password_by_mail(client, editor, posted):
    theirs = signed_in(editor)
    ask(client, "editor@news.example")

    answer = client.post(path_of(link_in(posted()[0])), PASSWORDS)

    assert answer["Location"] == reverse("account_login")
    assert who(theirs) is None
    sign_in(client, "editor", NEW)
    assert who(client) == editor.pk


def test_each_mail_says_that_a_program_wrote_it(client, editor, administrator, posted):
    ask(client, "editor@news.example")
    invited = {"name": "A B", "email": "ab@x.example"}
    signed_in(administrator).post(reverse("admin:newsroom_invitation_add"), invited)
    changed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    signed_in(editor).post(reverse("account_change_password"), changed)

    written = [message.message()["Auto-Submitted"] for message in posted()]

    assert written == ["auto-generated"] * 3


@pytest.mark.parametrize(
    "email", ["editor@news.example", "nobody@news.example", "idle@x.example"]
)
def test_the_answer_is_the_same_whoever_asks(email, client, editor, posted):
    build.person("Editor", "idle", email="idle@x.example", is_active=False)

    answer = ask(client, email)

    assert answer.status_code == 200
    text = answer.content.decode().replace(email, "ADDRESS")
    assert re.sub(r'nonce="[^"]*"', "", text) == _expected(client, posted)
    assert len(posted()) == (email == "editor@news.example")


def _expected(client, posted):
    answer = ask(client, "somebody@else.example")
    text = answer.content.decode().replace("somebody@else.example", "ADDRESS")
    return re.sub(r'nonce="[^"]*"', "", text)


def test_the_link_goes_to_the_address_on_record_and_by_public_url(client, editor, posted):
    client.post(
        reverse("account_reset_password"),
        {"email": "EDITOR@news.example"},
        headers={"host": "127.0.0.1"},
    )

    message = posted()[0]
    assert message.to == ["editor@news.example"]
    assert link_in(message).startswith("http://localhost:8000/admin/forgotten/")


def test_without_mail_the_page_names_an_administrator(client, administrator):
    answer = client.get(reverse("account_reset_password"))

    assert answer.context["administrators"] == ["root"]
    assert "Ask root for a new password." in answer.content.decode()


def test_a_reset_link_expires_after_an_hour(client, editor, clock):
    link = token_links.reset_link(editor)
    clock.shift(3601)

    assert sentence(client, link) == (404, token_links.RESET_EXPIRED)


def test_a_reset_link_works_once(client, editor):
    link = token_links.reset_link(editor)
    client.post(path_of(link), PASSWORDS)

    assert sentence(client, link) == (404, token_links.RESET_USED)


def test_a_sign_in_makes_older_links_worthless(client, editor, clock):
    link = token_links.reset_link(editor)
    clock.shift(1)
    sign_in(client, "editor")

    assert sentence(client, link) == (404, token_links.RESET_USED)


def test_a_forged_reset_link(client, editor):
    link = token_links.reset_link(editor)

    assert sentence(client, link[:-2] + "xx/") == (404, token_links.FORGED)


def test_a_link_of_another_kind_is_a_forgery(client, editor):
    token = signing.dumps([editor.pk, "x"], salt="another")

    assert sentence(client, reverse("account_reset_password_from_link", args=[token])) == (
        404,
        token_links.FORGED,
    )


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        (
            "elevenchars",
            "This password is too short. It must contain at least 12 characters.",
        ),
        ("q1w2e3r4t5y6", "This password is too common."),
        ("editor@news.example", "The password is too similar to the email address."),
    ],
)
def test_the_rules_of_passwords(password, refusal, client, editor):
    values = {"password1": password, "password2": password}

    answer = client.post(path_of(token_links.reset_link(editor)), values)

    assert answer.context["form"].errors["password1"] == [refusal]


def test_a_password_may_be_long(client, editor):
    long = "many words in a row " * 10
    client.post(
        path_of(token_links.reset_link(editor)), {"password1": long, "password2": long}
    )

    sign_in(client, "editor", long)

    assert who(client) == editor.pk


def test_asking_is_throttled(client, editor, posted):
    for _ in range(5):
        ask(client, "editor@news.example")

    answer = ask(client, "editor@news.example")

    assert (answer.status_code, answer["Retry-After"]) == (429, "900")


# Invitations

INVITED = {"name": "Aysel Aliyeva", "email": "aysel@x.example"}


@pytest.fixture
def invitation(administrator):
    made = Invitation.objects.create(actor=administrator, **INVITED)
    made.roles.add(Group.objects.get(name="Reporter"))
    made.sections.add(build.section())
    return made


def join(client, invitation, **values):
    path = path_of(token_links.invitation_link(invitation))
    return client.post(path, {"username": "aysel", **PASSWORDS, **values})


def test_an_invited_person_joins_with_what_the_invitation_gives(client, invitation):
    answer = join(client, invitation)

    person = Staff.objects.get(username="aysel")
    assert answer["Location"] == reverse("admin:index")
    assert who(client) == person.pk
    assert (person.get_full_name(), person.email) == ("Aysel Aliyeva", "aysel@x.example")
    assert [role.name for role in person.groups.all()] == ["Reporter"]
    assert [section.name for section in person.sections.all()] == ["ICT Materials"]


def test_an_invited_chief_is_asked_for_a_second_factor_next(client, invitation, settings):
    settings.MFA_ROLES = ["Reporter"]
    join(client, invitation)

    assert client.get(reverse("admin:index"))["Location"] == reverse("mfa_index")


def test_a_name_that_is_taken_is_refused_and_the_invitation_stays(
    client, invitation, editor
):
    answer = join(client, invitation, username="Editor")

    assert answer.context["form"].errors["username"] == ["This user name is taken."]
    invitation.refresh_from_db()
    assert invitation.state() == "open"


def test_an_invitation_expires_after_three_days(client, invitation, clock):
    clock.shift(72 * 3600)

    assert (
        sentence(client, token_links.invitation_link(invitation))[1]
        == token_links.INVITATION["expired"]
    )


def test_an_invitation_works_once(client, invitation):
    join(client, invitation)
    client.logout()

    again = join(client, invitation, username="second")

    assert again.context["sentence"] == token_links.INVITATION["used"]
    assert not Staff.objects.filter(username="second").exists()


def test_a_revoked_invitation(client, invitation, administrator):
    address = reverse("admin:newsroom_invitation_revoke", args=[invitation.pk])
    signed_in(administrator).post(address)

    assert (
        sentence(client, token_links.invitation_link(invitation))[1]
        == token_links.INVITATION["revoked"]
    )


def test_a_forged_invitation(client, invitation):
    link = token_links.invitation_link(invitation)

    assert sentence(client, link[:-3] + "xx/") == (404, token_links.FORGED)


def test_without_mail_the_link_is_shown_once(administrator):
    answer = signed_in(administrator).post(
        reverse("admin:newsroom_invitation_add"), INVITED
    )

    made = Invitation.objects.get()
    assert answer.context["link"] == token_links.invitation_link(made)
    assert made.actor == administrator


def test_with_mail_the_link_is_sent_and_not_shown(administrator, posted):
    answer = signed_in(administrator).post(
        reverse("admin:newsroom_invitation_add"), INVITED
    )

    assert answer.status_code == 302
    assert [message.to for message in posted()] == [["aysel@x.example"]]
    assert link_in(posted()[0]) == token_links.invitation_link(Invitation.objects.get())


def test_nobody_is_invited_to_the_address_of_a_colleague(administrator, editor):
    values = INVITED | {"email": "Editor@News.example"}

    signed_in(administrator).post(reverse("admin:newsroom_invitation_add"), values)

    assert Invitation.objects.count() == 0
