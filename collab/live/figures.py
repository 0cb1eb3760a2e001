"""What /metrics tells: numbers and codes, never a name or an address."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

collection = CollectorRegistry()
sockets = Gauge("townhall_sockets", "Open sockets of this process", registry=collection)
rooms = Gauge("townhall_rooms", "Rooms that this process is subscribed to", registry=collection)
deliveries = Counter("townhall_deliveries", "Entries written to sockets", registry=collection)
writes = Counter("townhall_writes", "Writes to sockets that carried them", registry=collection)
catch_ups = Counter("townhall_catch_ups", "Readings of a log for sockets that were behind", registry=collection)
frames = Counter("townhall_frames", "Frames received", ["type"], registry=collection)
sends = Counter("townhall_sends", "Messages, edits and redactions accepted", registry=collection)
errors = Counter("townhall_errors", "Refused frames by code", ["code"], registry=collection)
closes = Counter("townhall_closes", "Sockets closed by the server, by code", ["code"], registry=collection)
hints_lost = Counter("townhall_hints_lost", "Hints that the channel layer did not take", registry=collection)
repairs = Counter("townhall_repairs", "Rooms whose missed hint was repaired from the log", registry=collection)
pool_waiting = Gauge("townhall_pool_waiting", "Work that waits for a thread of the wire", registry=collection)
pool_seconds = Histogram(
    "townhall_pool_seconds", "Time of the wire's work from asking to done",
    buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10), registry=collection,
)  # fmt: skip
requests = Gauge("townhall_requests", "Requests in the hands of the application", registry=collection)
chores = Counter("townhall_chores", "Chores done by this process", ["name", "outcome"], registry=collection)
