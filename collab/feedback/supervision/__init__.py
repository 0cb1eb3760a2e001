"""What the centre and the leaders watch: the queue now, how old it is, what rises, and the week in one paper."""
