"""Readers' pages: fetch, call one queryset, show."""
