"""Keeping it civil: reports, one queue, rulings with reasons, trust; a service for every room."""
