"""Settings from the environment, read by environs; here is what may stand in them.

Whatever is refused is refused by one sentence that names the variable and does not repeat its
value, which may be a secret.
"""

import ipaddress
import re
import zoneinfo
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError, EnvValidationError, FileAwareEnv, ValidationError

HOST = r"([^/?#@:\s\[\]]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?"
LOOPBACK = r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"


def _refusing(reader: Callable) -> Callable:
    @wraps(reader)
    def read(env: FileAwareEnv, name: str, *args: Any, **options: Any) -> Any:
        try:
            return reader(env, name, *args, **options)
        except EnvValidationError as error:
            reasons = " ".join(map(str, error.error_messages))
            raise ImproperlyConfigured(f"{name} is invalid: {reasons}") from error
        except (EnvError, ValueError) as error:  # Also a file that cannot be read.
            raise ImproperlyConfigured(f"{str(error).rstrip('.')}.") from error

    return read


class Environment(FileAwareEnv):
    """environs' readers; what they refuse is Django's ImproperlyConfigured.

    Any variable can be read from a file: `SECRET_KEY_FILE=/run/secrets/key` gives `SECRET_KEY`.
    """

    bool = _refusing(FileAwareEnv.bool)
    int = _refusing(FileAwareEnv.int)
    list = _refusing(FileAwareEnv.list)
    path = _refusing(FileAwareEnv.path)
    str = _refusing(FileAwareEnv.str)

    def words(self, name: Any, default: Any, *, validate: Any = None) -> Any:
        """What stands between commas, each once."""
        words = self.list(
            name, default, subcast=lambda word: word.strip(), validate=validate
        )
        return [*dict.fromkeys(words)]


def must_be(sentence: str, fits: Callable[[str], Any]) -> Callable[[Any], None]:
    """Return a validator of one word, or of each of a list."""

    def check(given: Any) -> None:
        for value in [given] if isinstance(given, str) else given:
            try:
                fit = fits(value)
            except (ValueError, KeyError, OSError):
                fit = None
            if not fit:
                raise ValidationError(f"Must be {sentence}.")

    return check


def hubs(*, tls: bool) -> Callable[[Any], None]:
    """WebSub hubs: https, or plain http on this machine while trying."""
    origin = f"https://{HOST}" if tls else f"(https://{HOST}|http://{LOOPBACK})"
    address = re.compile(rf"(?=.{{,500}}\Z){origin}([/?][^#\s]*)?")
    return must_be("addresses of hubs that begin with https://", address.fullmatch)


networks = must_be(
    "addresses or networks such as 10.0.0.0/8", partial(ipaddress.ip_network, strict=False)
)
time_zone = must_be("a time zone such as Asia/Baku", zoneinfo.ZoneInfo)
inner_path = must_be(
    "a path such as /public-files/", re.compile("((/[a-z0-9-]+)+/)?").fullmatch
)
