"""A kind of room for tests alone: everybody with a Participant row of it may read, or write."""
