"""The words that templates speak in: every component is one function here."""

from django.template import Library

from dwarsverband.foundation.ui.templatetags.ui import acts, boxes, heads, marks, pictures, words

register = Library()
PARTS = (acts, boxes, heads, marks, pictures)
# Every component has a template and a stylesheet of the same name, and a place in the gallery.
COMPONENTS = sorted(name for part in PARTS for name in part.register.tags)
for part in (*PARTS, words):
    register.tags.update(part.register.tags)
