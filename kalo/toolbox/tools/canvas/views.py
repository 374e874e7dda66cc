"""What the templates of the canvas ask for; the doors of its works are those of the toolbox."""

from flask import Blueprint

from kalo.toolbox.tools.canvas.compare import compare
from kalo.toolbox.tools.canvas.page import sheet_of
from kalo.toolbox.tools.canvas.words import HOWS, mark_of, result_word

bp = Blueprint("tool_canvas", __name__)
bp.add_app_template_global(sheet_of, "canvas_sheet")
bp.add_app_template_global(compare, "canvas_compare")
bp.add_app_template_global(mark_of, "canvas_mark")
bp.add_app_template_global(result_word, "canvas_result")
bp.add_app_template_global(HOWS.get, "canvas_how")
