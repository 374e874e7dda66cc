"""Tests of the founding guide."""
