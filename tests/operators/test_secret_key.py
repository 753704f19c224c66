import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.config.secret_key import local_secret_key, refuse_weak_key


def test_a_clone_makes_its_key_once(tmp_path):
    path = tmp_path / "var" / "secret_key"

    first, second = local_secret_key(path), local_secret_key(path)

    assert first == second
    assert refuse_weak_key(first) == first


def test_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "secret_key"

    local_secret_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_get_the_same_key(tmp_path):
    path = tmp_path / "secret_key"

    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: local_secret_key(path), range(64)))

    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    "key", ["", "secret", "x" * 100, "django-insecure-" + "abcdefghij" * 6]
)
def test_a_weak_key_is_refused(key):
    with pytest.raises(ImproperlyConfigured):
        refuse_weak_key(key)
