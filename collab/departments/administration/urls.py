from django.urls import path

from . import cards, days, offices, overview, people, trail

urlpatterns = [
    path("", overview.overview, name="administration"),
    path("proposals/<int:pk>/confirmation", overview.confirm, name="proposal_confirm"),
    path("proposals/<int:pk>/refusal", overview.decline, name="proposal_decline"),
    path("departments/", offices.offices, name="administration_offices"),
    path("departments/new", offices.found, name="administration_found"),
    path("departments/<str:code>/", offices.office, name="administration_office"),
    path("departments/<str:code>/end", offices.dissolve, name="administration_dissolve"),
    path("people/", people.people, name="administration_people"),
    path("people/<int:pk>/", people.person, name="administration_person"),
    path("people/<int:pk>/grants", people.give, name="grant_give"),
    path("people/<int:pk>/grants/<int:grant>/end", people.revoke, name="grant_revoke"),
    path("people/<int:pk>/card", cards.assign, name="card_assign"),
    path("people/<int:pk>/deactivation", people.deactivate, name="person_deactivate"),
    path("people/<int:pk>/reactivation", people.reactivate, name="person_reactivate"),
    path("people/<int:pk>/sessions/end", people.sign_out, name="person_sign_out"),
    path("calendar/", days.days, name="administration_days"),
    path("calendar/days", days.mark, name="administration_mark"),
    path("calendar/<int:year>/", days.days, name="administration_days_of"),
    path("calendar/<int:year>/table", days.load, name="administration_load"),
    path("calendar/<int:year>/declaration", days.declare, name="administration_declare"),
    path("audit", trail.trail, name="audit"),
    path("audit/verification", trail.verify, name="audit_verify"),
]
