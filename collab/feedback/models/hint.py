"""Words of the centre's catalogue: for which office a word, a place or a kind of matter speaks, with the history (CR-03)."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.departments.models import Department

from ..errors import Incomplete
from ..lifecycle import Ground, Kind
from ..routing.signs import STARTING
from ..routing.words import plain

STRONGEST, USUAL, HERE = 9, 4, 2  # a place says less than a word: most matters of a district are not its office's


class Sort(models.TextChoices):
    WORD = "word", _("Word")
    PLACE = "place", _("Place")
    KIND = "kind", _("Kind of matter")


class Hint(models.Model):
    """From `at` on, until a newer row of the same word and target. `weight` is a logarithm of odds, so 4 makes an office
    about fifty times as likely; 0 takes the word away. The target is an office, or a ground for not accepting the matter.
    """

    sort = models.CharField(_("What it is"), max_length=8, choices=Sort.choices, default=Sort.WORD)
    word = models.CharField(_("Word"), max_length=40)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Department")
    )
    ground = models.CharField(_("Ground"), max_length=12, choices=Ground.choices, blank=True)
    weight = models.PositiveSmallIntegerField(_("Weight"), default=USUAL)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department=None, ground__gt="") | Q(department__isnull=False, ground=""),
                name="hint_one_target",
            ),
            models.CheckConstraint(condition=Q(weight__lte=STRONGEST), name="hint_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.department or self.ground} {self.weight}"

    @property
    def target(self) -> tuple[str, str, int | None, str]:
        return (self.sort, self.word, self.department_id, self.ground)

    @property
    def shown(self) -> str:
        """The word as staff read it."""
        return str(Kind(self.word).label) if self.sort == Sort.KIND and self.word in Kind.values else self.word

    @classmethod
    def current(cls) -> "list[Hint]":
        """What holds now: the newest row of each word and target, and what a city starts with."""
        newest = {hint.target: hint for hint in _starting()}
        newest |= {hint.target: hint for hint in cls.objects.select_related("department").order_by("pk")}
        return [hint for hint in newest.values() if hint.weight and not (hint.department and hint.department.closed_at)]

    @classmethod
    def put(
        cls, *, word: str, by: Person, sort: str = Sort.WORD, department: Department | None = None, ground: str = "",
        weight: int = USUAL,
    ) -> bool:  # fmt: skip
        """A new row where something differs from what holds now; True where it did. Raises Incomplete."""
        word = word if sort == Sort.KIND else plain(word).strip()
        if not word or (sort == Sort.KIND and word not in Kind.values) or (department is None) == (not ground):
            raise Incomplete(_("A word and one department or ground are needed."))
        hint = cls(sort=sort, word=word[:40], department=department, ground=ground, weight=weight, by=by)
        if weight == next((known.weight for known in cls.current() if known.target == hint.target), 0):
            return False
        with transaction.atomic():
            hint.save(force_insert=True)
            log(by, "hint.changed", hint, word=word, to=department.code if department else ground, weight=weight)
        return True

    @classmethod
    def seed(cls, words: Iterable[tuple[str, str, Department]]) -> None:
        """The catalogue with which a city is founded: sort, word, office."""
        cls.objects.bulk_create(
            [
                cls(sort=sort, word=plain(word), department=office, weight=HERE if sort == Sort.PLACE else USUAL)
                for sort, word, office in words
            ]
        )


def _starting() -> list[Hint]:
    return [
        Hint(word=word, ground=ground, weight=USUAL) for ground, words in STARTING.items() for word in words.split()
    ]
