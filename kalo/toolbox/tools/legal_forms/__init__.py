"""Which legal form: all of them side by side, and a chooser that explains what it leaves out."""

from kalo.toolbox.tools.legal_forms.tool import TOOL

__all__ = ["TOOL"]
