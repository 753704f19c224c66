from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import Login
from allauth.mfa import app_settings as factors
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm, UsernameField
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from articles.text.plain_text import normal
from newsroom.accounts.models import Invitation

from . import people
from .allauth_internals import normalize_user_code, perform_password_login

# For how long an app's code may be right: the present one, and those that its clock's error allows.
CODE_SECONDS = factors.TOTP_PERIOD * (2 * factors.TOTP_TOLERANCE + 1)


NAME_IN_USE = "This user name is taken."


class SignInForm(forms.Form):
    username = forms.CharField(
        label="User name or e-mail",
        max_length=254,
        strip=True,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        strip=False,
        max_length=1_000,  # More only costs time in hashing.
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            adapter = get_adapter(self.request)
            self.person = adapter.authenticate(self.request, **self._credentials())
            if self.person is None:
                raise adapter.validation_error("username_password_mismatch")
        return data

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        login = Login(user=self.person, redirect_url=redirect_url)
        return perform_password_login(request, self._credentials(), login)

    def _credentials(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("username", "password")}


class AddressField(forms.EmailField):
    """An address in letters of any width, as a keyboard of another alphabet gives them."""

    def to_python(self, value: Any) -> str:
        return normal("NFKC", super().to_python(value))


class ResetForm(forms.Form):
    email = AddressField(
        label="E-mail",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class NewPasswordForm(forms.Form):
    """A password, twice, that the rules take for the person it is for."""

    password1 = forms.CharField(
        label="New password",
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A sentence is easy to remember and hard to guess.",
    )
    password2 = forms.CharField(
        label="Repeat password",
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "The two passwords are not the same.")
        elif first:
            try:
                validate_password(first, self.person)
            except ValidationError as refusal:
                self.add_error("password1", refusal)
        return data


class JoinForm(NewPasswordForm):
    """What an invited person adds: the name to sign in with, and a password."""

    username = UsernameField(
        label="User name",
        max_length=150,
        help_text="Letters, digits, and . - _ @ + in any case: small and capital letters are one.",
        validators=[get_user_model().username_validator],
    )
    field_order = ("username", "password1", "password2")

    def clean_username(self) -> str:
        self.person.username = free_name(self.cleaned_data["username"])
        return self.person.username


class ProfileForm(forms.ModelForm):
    class Meta:
        model = get_user_model()
        fields = ("first_name", "last_name", "email")
        labels = {"email": "E-mail"}
        help_texts = {"email": "Links to choose a new password go there."}

    def clean_email(self) -> str:
        return one_persons_address(self.cleaned_data["email"], but=self.instance.pk)


class SingleUseCode(forms.Form):
    """A form whose code is good once, for whatever it was used.

    allauth remembers those that signed somebody in, and not the one that set the app up.
    """

    def clean_code(self) -> str:
        code = super().clean_code()
        key = f"code:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(key, True, CODE_SECONDS):
            raise get_factor_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(SingleUseCode, AuthenticateForm):
    pass


class AgainForm(SingleUseCode, ReauthenticateForm):
    pass


class ActivateAppForm(SingleUseCode, ActivateTOTPForm):
    pass


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey by default; without the tick it is a key beside the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of this key"
        self.fields["name"].widget.attrs["maxlength"] = 100
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields["passwordless"].initial = True
        self.fields[
            "passwordless"
        ].help_text = "It then asks for a fingerprint, a face or its PIN each time."


def free_name(name: str, *, but: int | None = None) -> str:
    """The name; a refusal where it reads like the name or the address of a colleague."""
    others = get_user_model().objects.exclude(pk=but)
    if others.called(name) or others.at_address(name).exists():
        raise ValidationError(NAME_IN_USE)
    return name


def one_persons_address(email: str, *, but: int | None = None) -> str:
    """The address in small letters; a refusal where a colleague has it."""
    email = email.encode().lower().decode()  # ASCII's alone: that of İ is another mailbox.
    if get_user_model().objects.at_address(email).exclude(pk=but).exists():
        raise ValidationError("Another person here has this address.")
    return email


class NewPersonForm(AdminUserCreationForm):
    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"])


class PersonForm(UserChangeForm):
    """A person, by an administrator; somebody stays who can give roles."""

    def clean_username(self) -> str:
        """A name that was there before others were compared with it stays."""
        name = self.cleaned_data["username"]
        return (
            free_name(name, but=self.instance.pk)
            if "username" in self.changed_data
            else name
        )

    def clean_email(self) -> str:
        return one_persons_address(self.cleaned_data["email"], but=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        stays = data.get("is_superuser", True) and data.get("is_active", True)
        if not stays and self.instance.pk and people.is_last_administrator(self.instance):
            raise ValidationError(
                "The last administrator stays: nobody else could give roles."
            )
        return data


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ("name", "email", "roles", "sections")

    def clean_email(self) -> str:
        return one_persons_address(self.cleaned_data["email"])
