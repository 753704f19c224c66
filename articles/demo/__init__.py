"""The newsroom of the documentation: its people, pictures and stories (`manage.py demo`)."""
