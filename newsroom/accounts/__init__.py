"""Signing in, and people: sessions, second factors, invitations, resets, throttles."""
