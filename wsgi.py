"""What a WSGI server imports: `gunicorn wsgi:app`."""

from directory import create_app
from directory.database import refuse_unready_database
from directory.database_limits import limit_waiting
from directory.search import warm_up

app = create_app()
limit_waiting(app)
refuse_unready_database(app)
warm_up(app)
