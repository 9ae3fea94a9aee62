"""Django's PostgreSQL engine, with one question less at each request."""
