"""What /metrics tells: numbers and codes, never a name or an address."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

registry = CollectorRegistry()
sockets = Gauge("townhall_sockets", "Open sockets of this process", registry=registry)
rooms = Gauge("townhall_rooms", "Rooms that this process is subscribed to", registry=registry)
deliveries = Counter("townhall_deliveries", "Entries written to sockets", registry=registry)
catch_ups = Counter("townhall_catch_ups", "Readings of a log for sockets that were behind", registry=registry)
frames = Counter("townhall_frames", "Frames received", ["type"], registry=registry)
sends = Counter("townhall_sends", "Messages, edits and redactions accepted", registry=registry)
errors = Counter("townhall_errors", "Refused frames by code", ["code"], registry=registry)
closes = Counter("townhall_closes", "Sockets closed by the server, by code", ["code"], registry=registry)
hints_lost = Counter("townhall_hints_lost", "Hints that the channel layer did not take", registry=registry)
repairs = Counter("townhall_repairs", "Rooms whose missed hint was repaired from the log", registry=registry)
pool_waiting = Gauge("townhall_pool_waiting", "Work that waits for a thread of the wire", registry=registry)
pool_seconds = Histogram(
    "townhall_pool_seconds", "Time of the wire's work from asking to done",
    buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10), registry=registry,
)  # fmt: skip
requests = Gauge("townhall_requests", "Requests in the hands of the application", registry=registry)
chores = Counter("townhall_chores", "Chores done by this process", ["name", "outcome"], registry=registry)
