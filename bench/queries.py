"""How many queries each address takes, in the Django that DJANGO_SETTINGS_MODULE names, as JSON.

python bench/queries.py ADDRESS…
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for address in sys.argv[1:]:
        # What is asked once a process.
        Client().get(address, headers={"host": "localhost"})
        with CaptureQueriesContext(connection) as queries:
            Client().get(address, headers={"host": "localhost"})
        found[address] = len(queries)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
