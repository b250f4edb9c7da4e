"""The bare Flask page that the directory is compared with: twenty rows from memory through Jinja."""

from __future__ import annotations

from flask import Flask, render_template
from jinja2 import DictLoader

app = Flask(__name__)
ROWS = [
    {
        "slug": f"listing-{number}",
        "kind": "Support group",
        "name": f"Larkspur Circle {number}",
        "summary": "People who live with depression or bipolar disorder talk and listen, led by peers.",
        "next": "Tue 24 Nov, 7:00 PM",
        "place": "Larkspur, KY",
        "ways": "Online · In person · free",
        "phone": f"859-555-01{number:02}",
    }
    for number in range(20)
]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Find</title></head><body>
<h1>Find</h1><ul>{% for row in rows %}
<li><p>{{ row.kind }}</p><h3><a href="/listings/{{ row.slug }}">{{ row.name }}</a></h3><p>{{ row.summary }}</p>
<ul><li>Next: <b>{{ row.next }}</b></li><li>{{ row.place }}</li><li>{{ row.ways }}</li></ul>
<p>Not yet checked</p><a href="tel:{{ row.phone }}">Call {{ row.phone }}</a></li>{% endfor %}</ul></body></html>"""

# A template of a loader is compiled once; render_template_string() would compile it at every request.
app.jinja_loader = DictLoader({"find.html": PAGE})


@app.get("/find")
def show_rows() -> str:
    """Twenty rows."""
    return render_template("find.html", rows=ROWS)
