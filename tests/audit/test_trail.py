import pytest
from django.db import DatabaseError, connection, transaction

from collab.audit.models import Head, LogEntry, faults, log, seal


@pytest.fixture
def trail(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            log(world.bo, "thing.done", "thing:1", number=number)
    return LogEntry.objects.order_by("pk")


def _behind_the_guard(statement: str, *values: object) -> None:
    """What somebody with the keys to the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_no_delete")
            cursor.execute("DROP TRIGGER audit_no_change")
        else:
            cursor.execute("DROP TRIGGER audit_append_only ON audit_logentry")
        cursor.execute(statement, values)


def test_every_entry_is_sealed_and_the_chain_holds(trail):
    assert all(entry.hash for entry in trail)
    assert faults() == []


def test_an_entry_cannot_be_changed_or_removed(trail):
    first = trail.first()
    for act in (
        lambda: LogEntry.objects.filter(pk=first.pk).update(verb="thing.undone"),
        lambda: LogEntry.objects.filter(pk=first.pk).update(hash="0" * 64),
        lambda: LogEntry.objects.filter(pk=first.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logentry SET verb = 'thing.undone' WHERE id = %s",
        "DELETE FROM audit_logentry WHERE id = %s",
    ],
)
def test_a_changed_or_removed_entry_is_found(trail, statement):
    _behind_the_guard(statement, trail[2].pk)
    assert faults()


def test_a_removed_last_entry_is_found(trail):
    _behind_the_guard("DELETE FROM audit_logentry WHERE id = %s", trail.last().pk)
    assert faults()


def test_an_inserted_entry_is_found(trail):
    LogEntry.objects.create(at=trail.first().at, actor="p1", verb="forged", object="x:1", hash="f" * 64)
    assert faults()


def test_entries_that_commit_out_of_order_are_still_one_chain(trail):
    late = LogEntry(pk=10_000, at=trail.first().at, actor="", verb="late", object="x:1")
    early = LogEntry(pk=9_999, at=trail.first().at, actor="", verb="early", object="x:1")
    late.save(force_insert=True)
    seal()
    early.save(force_insert=True)
    seal()
    assert faults() == []
    assert Head.objects.get().hash == LogEntry.objects.get(pk=9_999).hash
