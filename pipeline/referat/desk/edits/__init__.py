"""Corrections: what an editor can change, as data, and how each changes a post's layers."""
