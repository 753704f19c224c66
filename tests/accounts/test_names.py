"""Names and addresses of people in every spelling: the same on both databases."""

import unicodedata

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from newsroom.accounts import token_links
from newsroom.accounts.models import Invitation, Staff
from newsroom.accounts.names import folded_address, folded_name
from newsroom.audit.models import AuditEntry
from newsroom.health import alarms
from tests import build

from .conftest import sign_in, signed_in, who
from .test_links import NEW, PASSWORDS, ask, link_in, path_of
from .test_people import change

AZERBAIJANI = (
    "İlqar Işıq Əşrəf Şəmsi Çingiz Ğəzənfər Öməroğlu Ülviyyə Xəyyam Qızılgül".split()
)
RUSSIAN = "Ёлкин Йосиф Щукин Эльдар Юрий Ярослава Жанна Цветкова Въюнов Крылова".split()
ENGLISH = (
    "Ingrid WILLIAM jim Quentin Xavier Zoe Phil.Mills o+brien Jean-Luc i_i@desk".split()
)
TAKEN = ["This user name is taken."]


def spellings(name):
    """What one person types on another day, or another keyboard."""
    yield from (name, name.lower(), name.upper(), name.capitalize(), name.swapcase())
    yield unicodedata.normalize("NFD", name)
    yield unicodedata.normalize("NFD", name.upper())
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    yield f"  {name}\u200b"


def join(name, by):
    invitation = Invitation.objects.create(name="A B", email="", actor=by)
    client = Client()
    answer = client.post(
        path_of(token_links.invitation_link(invitation)), {"username": name, **PASSWORDS}
    )
    return answer, who(client)


def another_day(name, password=NEW):
    client = Client()
    sign_in(client, name, password)
    return who(client)


# Joining and signing in


@pytest.mark.parametrize("name", [*AZERBAIJANI, *RUSSIAN, *ENGLISH])
def test_who_has_joined_signs_in_in_every_spelling(name, administrator):
    person = join(name, administrator)[1]

    found = {spelling: another_day(spelling) for spelling in spellings(name)}

    assert person is not None
    assert found == dict.fromkeys(found, person)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("İlqar", ["İlqar", "ilqar", "ILQAR", "ılqar", "I\u0307lqar", "Ｉｌｑａｒ"]),
        ("Şəmsi", ["ŞƏMSİ", "S\u0327əmsi", "şəmsı", "semsi", "ｓəｍｓｉ"]),
        ("Ёлкин", ["ЁЛКИН", "Е\u0308лкин", "елкин"]),
    ],
)
def test_a_name_is_given_once_whatever_its_spelling(name, others, administrator):
    build.person("Editor", name)

    for other in others:
        answer, _ = join(other, administrator)
        assert answer.context["form"].errors["username"] == TAKEN
    assert not Invitation.objects.exclude(used_at=None).exists()


@pytest.mark.parametrize("name", ["İlqar", "Işıq", "Şəmsi", "Ёлкин"])
def test_the_name_is_shown_as_its_owner_wrote_it(name, administrator):
    person = join(unicodedata.normalize("NFD", name), administrator)[1]

    assert Staff.objects.get(pk=person).username == name


def test_who_joined_when_a_dot_was_left_over_signs_in():
    person = build.person("Editor", "İlqar".lower())

    assert [
        another_day(name, "dateline-baku-2025") for name in ("İlqar", "ilqar", "Ilqar")
    ] == [person.pk] * 3


@pytest.mark.parametrize("name", ["desk@news.example", "DESK@news.example"])
def test_nobody_takes_the_address_of_a_colleague_for_a_name(name, administrator):
    build.person("Editor", "one", email="Desk@news.example")

    assert join(name, administrator)[0].context["form"].errors["username"] == TAKEN


def test_two_who_join_by_one_name_at_once_are_told_apart_by_the_database():
    build.person("Editor", "İlqar")

    with pytest.raises(IntegrityError), transaction.atomic():
        build.person("Editor", "ilqar")


def test_ten_spellings_of_a_name_have_one_budget_of_failures(administrator):
    build.person("Editor", "İlqar")
    names = [*spellings("İlqar"), "ılqar", "ILqar"]

    statuses = [sign_in(Client(), name, "wrong").status_code for name in names]

    assert statuses == [200] * 10 + [429]


def test_the_record_says_whose_sign_in_failed_in_every_spelling(administrator):
    build.person("Editor", "İlqar", email="ilqar@news.example")

    for name in ("ILQAR", "ılqar", "Ilqar@news.example", "somebody"):
        sign_in(Client(), name, "wrong")

    notes = AuditEntry.objects.filter(action="sign_in_failed").order_by("pk")
    assert [*notes.values_list("note", flat=True)] == ["İlqar"] * 3 + ["unknown name"]


# Addresses


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ilqar@news.example", "ilqar@NEWS.example", True),
        ("ｉｌｑａｒ＠news.example", "ilqar@news.example", True),
        ("şəmsi@news.example", "ŞƏMSİ@news.example".replace("İ", "I"), True),
        ("ёлкин@news.example", "ЁЛКИН@news.example", True),
        ("ё@news.example", unicodedata.normalize("NFD", "ё@news.example"), True),
        ("ılqar@news.example", "ilqar@news.example", False),
        ("İlqar@news.example", "ilqar@news.example", False),
        ("şemsi@news.example", "semsi@news.example", False),
        ("ёлкин@news.example", "елкин@news.example", False),
    ],
)
def test_addresses_are_one_by_case_and_width_and_never_by_diacritics(one, other, same):
    person = build.person("Editor", "somebody", email=one)

    assert (another_day(other, "dateline-baku-2025") == person.pk) is same
    assert (folded_address(one) == folded_address(other)) is same


@pytest.mark.parametrize(
    "asked", ["ILQAR@News.Example", "ｉｌｑａｒ＠ｎｅｗｓ．example", "ilqar@news.example"]
)
def test_a_new_password_goes_to_the_address_on_record(asked, posted):
    build.person("Editor", "one", email="Ilqar@news.example")

    ask(Client(), asked)
    client, message = Client(), posted()[0]
    client.post(path_of(link_in(message)), PASSWORDS)

    assert message.to == ["Ilqar@news.example"]
    assert another_day("ONE") == another_day(asked) is not None


@pytest.mark.parametrize("asked", ["ılqar@news.example", "İlqar@news.example"])
def test_an_address_that_only_looks_alike_gets_nothing(asked, posted):
    build.person("Editor", "one", email="ilqar@news.example")

    ask(Client(), asked)

    assert posted() == []


def test_ones_own_address_is_kept_letter_by_letter_but_for_plain_capitals(editor):
    for typed, kept in (("Leyla@News.Example", "leyla@news.example"), ("İ@x.example",) * 2):
        signed_in(editor).post(reverse("account_profile"), {"email": typed})
        editor.refresh_from_db()
        assert editor.email == kept


# Renaming


def test_who_is_renamed_signs_in_by_the_new_name_alone(administrator):
    person = build.person("Editor", "İlqar")

    change(signed_in(administrator), person, username="Şəmsi", groups=[])

    found = [another_day(name, "dateline-baku-2025") for name in ("ŞƏMSİ", "ilqar")]
    assert found == [person.pk, None]


@pytest.mark.parametrize("name", ["ILQAR", "ılqar", "İLQAR"])
def test_nobody_is_renamed_or_added_to_the_name_of_a_colleague(name, administrator, editor):
    build.person("Editor", "İlqar")
    client, form = signed_in(administrator), "adminform"
    new = {"username": name, "password1": NEW, "password2": NEW, "usable_password": "true"}

    renamed = change(client, editor, username=name, groups=[])
    added = client.post(reverse("admin:newsroom_staff_add"), new)

    assert renamed.context[form].form.errors["username"] == TAKEN
    assert added.context[form].form.errors["username"] == TAKEN


def test_ones_own_name_may_be_spelled_anew(administrator):
    person = build.person("Editor", "ilqar")

    change(signed_in(administrator), person, username="İlqar", groups=[])

    person.refresh_from_db()
    assert (person.username, person.username_folded) == ("İlqar", "ilqar")


def test_an_administrator_is_not_made_by_the_name_of_a_colleague():
    build.person("Editor", "İlqar")

    with pytest.raises(CommandError, match="That username is already taken"):
        call_command("createsuperuser", "--no-input", username="ILQAR", email="a@x.example")


def test_names_are_not_changed_past_the_form_by_which_they_are_found():
    build.person("Editor", "one")

    for change_of in ({"username": "two"}, {"email": "two@x.example"}):
        with pytest.raises(TypeError, match=r"are changed by save\(\) alone"):
            Staff.objects.update(**change_of)


def test_people_who_are_made_together_are_found_too():
    Staff.objects.bulk_create([Staff(username="İlqar", email="A@x.example", is_staff=True)])

    person = Staff.objects.get_by_natural_key("ILQAR")
    assert person == Staff.objects.at_address("a@X.example").get()


# Names that were there before


@pytest.fixture
def before():
    """People of before names were compared, in this order, as the migration of then left them."""
    password = build.person("Editor", "somebody").password

    def people(*names, **fields):
        for name in names:
            form = folded_name(name)
            known = Staff.objects.filter(username_folded=form).exists()
            person = Staff(username=name, is_staff=True, password=password, **fields)
            person.username_folded = None if known else form
            person.email_folded = folded_address(person.email)
            models.QuerySet(Staff).bulk_create([person])
        return [Staff.objects.get(username=name) for name in names]

    return people


@pytest.mark.parametrize(
    ("first", "second"), [("ilqar", "İlqar"), ("Şəmsi", "semsi"), ("ЁЛКИН", "Ёлкин")]
)
def test_of_two_that_read_alike_the_second_is_found_by_its_exact_spelling(
    first, second, before
):
    people = before(first, second)

    assert [person.username_folded for person in people] == [folded_name(first), None]
    assert another_day(first, "dateline-baku-2025") == people[0].pk
    assert another_day(second, "dateline-baku-2025") == people[1].pk
    assert another_day(first.swapcase(), "dateline-baku-2025") == people[0].pk


def test_addresses_of_before_sign_in_and_are_shared_as_before(before):
    (person,) = before("one", email="Desk@News.Example")
    assert another_day("desk@news.example", "dateline-baku-2025") == person.pk

    before("two", email="desk@news.EXAMPLE")
    assert another_day("desk@news.example", "dateline-baku-2025") is None


def test_who_has_no_form_is_changed_by_an_administrator_like_everybody(
    before, administrator
):
    _, second = before("ilqar", "İlqar")

    answer = change(signed_in(administrator), second, first_name="Leyla")

    second.refresh_from_db()
    assert answer.status_code == 302
    assert (second.first_name, second.username_folded) == ("Leyla", None)


def test_the_doctor_names_who_has_no_form_until_renamed(before):
    assert alarms.names() is None
    _, second = before("ilqar", "İlqar")

    said = alarms.names()
    second.username = "ilqar2"
    second.save()

    assert (
        said
        == "Names that read like another's sign in exactly so spelled: İlqar. Rename them."
    )
    assert alarms.names() is None
    assert another_day("İLQAR2", "dateline-baku-2025") == second.pk
