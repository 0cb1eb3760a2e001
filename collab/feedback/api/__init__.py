"""Cases for programs: the same verbs, the same rights."""

from . import letters, published, work

ROUTERS = [letters.router, published.router]
assert work.router is letters.router  # what stands at one address belongs to one router
