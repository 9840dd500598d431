"""Releases from elsewhere: fetched with patience, followed with care, kept once they are verified."""
