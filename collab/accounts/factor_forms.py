"""allauth's forms for passkeys, with every field named."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

NAME, HINT = _("Name of the passkey"), _("So that you know it again, for example: work phone.")


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = NAME, HINT
        alone = self.fields["passwordless"]
        alone.label = _("May sign me in alone, without the password")
        alone.help_text = _("Only for a passkey that itself asks for a fingerprint, a face or a PIN.")


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = NAME, HINT
