"""Open311 GeoReport v2: the same cases and verbs for clients that speak it."""
