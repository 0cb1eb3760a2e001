"""Desks and conversations for programs: the verbs, rights and limits of the pages."""

from . import desks, serving, talks, together, visits

ROUTERS = [desks.router, visits.router, talks.router, together.router, serving.router]
