"""Backups of database and photos: made while editors work, restored into an empty place, verified.

A target (a folder or a bucket) holds, beside each other:

    newsroom-20251128T150200Z-00042/manifest.json   written last: a backup without one is not there
    newsroom-20251128T150200Z-00042/database        SQLite's file, or pg_dump's custom format
    media/public/…  media/private/…                 one pool of photos for all backups

Photos have random names and never change under one, so a backup copies only those that are new.
"""
