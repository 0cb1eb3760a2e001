"""Cases of another system are taken over from a table: looked at first, then all of them or none."""
