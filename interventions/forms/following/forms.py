"""The question for an address."""

from interventions.forms.public_form import GuardedForm, MailAddress


class AlertForm(GuardedForm):
    email = MailAddress(
        help_text="Hier krijgt u eerst een mail met een link. Daarmee bevestigt u dat u dit wilt."
    )
