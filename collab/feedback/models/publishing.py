"""What the public is shown."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.text.masks import find_personal

from ..errors import Incomplete, NotNow, SecondHand
from ..lifecycle import ACCUSING, State
from .arriving import tidy
from .matter import Matter
from .publication import Publication
from .reply import Reply


class Publishing(Matter):
    class Meta:
        abstract = True

    def publish(
        self, *, title: str, question: str, answer: str, checked: bool, secrecy: bool, by: Person
    ) -> Publication:
        """Show the masked question and answer to everybody and offer them to the next who asks.

        Only with consent, after the answer, by another person than the drafter, with the secrecy tick; what still looks
        like personal data must be gone unless `checked` says that a person looked at each. Raises Incomplete, SecondHand,
        NotNow.
        """
        title, question, answer = tidy(title), tidy(question), tidy(answer)
        self._may_be_shown()
        if not secrecy:
            raise Incomplete(_("Confirm that nothing secret is published."))
        if not (title and question and answer):
            raise Incomplete(_("Title, question and reply are needed."))
        left = [finding.text for finding in find_personal(f"{title}\n{question}\n{answer}")]
        if left and not checked:
            raise Incomplete(_("This still looks like personal data: %(left)s") % {"left": ", ".join(left)})
        self._another_hand(by)
        facts = {"title": title[:60], "question": question, "answer": answer, "by": by}
        with transaction.atomic():
            publication, _made = Publication.objects.update_or_create(
                case=self, defaults={**facts, "withdrawn_at": None}
            )
            self._write("publish", by, "")
            log(by, "case.published", self)
            publication.show()
        return publication

    def _may_be_shown(self) -> None:
        self.refresh_from_db(fields=["consent", "state", "confidential"])
        if not self.consent or self.state not in (State.ANSWERED, State.CLOSED):
            raise NotNow
        if self.confidential:
            raise Incomplete(_("The citizen has asked for secrecy."))

    def _another_hand(self, by: Person) -> None:
        """Never the drafter; for complaints and reports not the approver either (requirement group 2.1)."""
        self._second_hand(by)
        if self.kind in ACCUSING and Reply.objects.filter(case=self, approver=by).exists():
            raise SecondHand
