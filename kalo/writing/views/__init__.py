"""The doors of writing: preview, names, drafts, files."""

from kalo.writing.views import composing, drafts, uploads
from kalo.writing.views.room import bp, files_bp

blueprints = [bp, files_bp]

__all__ = ["blueprints", "bp", "composing", "drafts", "files_bp", "uploads"]
