"""What the public is shown."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.text.masks import Finding, find_personal

from ..errors import Incomplete, NotNow, SecondHand
from ..lifecycle import ACCUSING, ANSWERED
from .follower import Follower
from .matter import Matter
from .publication import Publication
from .reply import Reply
from .tidy import tidy


class Publishing(Matter):
    class Meta:
        abstract = True

    def publish(
        self, *, title: str, question: str, answer: str, checked: bool, secrecy: bool, by: Person,
        unmasked: Mapping[str, str] | None = None,
    ) -> Publication:  # fmt: skip
        """Show the masked question and answer to everybody and offer them to the next who asks.

        Only with consent, after the answer, by another person than the drafter, with the secrecy tick. `checked` says
        that a person has looked at all that resembles personal data; what stays readable of it must stand in `unmasked`
        with the reason, which goes into the record of the case. Raises Incomplete, SecondHand, NotNow.
        """
        title, question, answer = tidy(title), tidy(question), tidy(answer)
        self._may_be_shown()
        if not secrecy:
            raise Incomplete(_("Confirm that nothing secret is published."))
        if not (title and question and answer):
            raise Incomplete(_("Title, question and reply are needed."))
        kept = self._readable(f"{title}\n{question}\n{answer}", checked, unmasked or {})
        self._another_hand(by)
        facts = {"title": title[:60], "question": question, "answer": answer, "by": by}
        with transaction.atomic():
            publication, _made = Publication.objects.update_or_create(
                case_id=self.pk, defaults={**facts, "withdrawn_at": None}
            )
            self._write("publish", by, "")
            log(by, "case.published", self)
            for finding, why in kept:
                step = self._write("unmask", by, tidy(why)[:200])
                log(by, "case.unmasked", self, what=finding.kind, step=step.seq)
            publication.show()
            Follower.tell(self, _("This reply has been changed."))
            self._mail("step", says=_("The question and the reply are published, without your personal data."))
        return publication

    def _readable(self, text: str, checked: bool, reasons: Mapping[str, str]) -> list[tuple[Finding, str]]:
        """What resembles personal data and stays, each with its reason. Raises Incomplete where one has none."""
        left = find_personal(text, names=[self.contact_name])
        open_ends = [finding.text for finding in left if not checked or not reasons.get(finding.text, "").strip()]
        if open_ends:
            raise Incomplete(_("This still looks like personal data: %(left)s") % {"left": ", ".join(open_ends)})
        return [(finding, reasons[finding.text].strip()) for finding in left]

    def _may_be_shown(self) -> None:
        self.refresh_from_db(fields=["consent", "state", "confidential"])
        if not self.consent or self.state not in ANSWERED:
            raise NotNow
        if self.confidential:
            raise Incomplete(_("The citizen has asked for secrecy."))

    def _another_hand(self, by: Person) -> None:
        """Never the drafter; for complaints and reports not the approver either (requirement group 2.1)."""
        self._second_hand(by)
        if self.kind in ACCUSING and Reply.objects.filter(case_id=self.pk, approver=by).exists():
            raise SecondHand
