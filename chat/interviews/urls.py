from django.urls import path

from .views import asking, public, staff, taking

urlpatterns = [
    path("interviews/", public.interviews, name="interviews"),
    path("interviews/feed", taking.Records(), name="interviews_feed"),
    path("interviews/calendar.ics", taking.calendar, name="interviews_calendar"),
    path("interviews/figures", public.figures, name="interview_figures"),
    path("interviews/work/", staff.work, name="interviews_work"),
    path("interviews/<int:pk>/", public.interview, name="interview"),
    path("interviews/<int:pk>/calendar.ics", taking.event, name="interview_calendar"),
    path("interviews/<int:pk>/record.txt", taking.record, name="interview_record"),
    path("interviews/<int:pk>/captions.vtt", taking.captions, name="interview_captions"),
    path("interviews/<int:pk>/similar", asking.similar, name="interview_similar"),
    path("interviews/<int:pk>/questions", asking.ask, name="ask_interview"),
    path("interviews/<int:pk>/questions/<int:question>/second", asking.second, name="second"),
    path("interviews/<int:pk>/topics/<int:topic>/choice", asking.choose, name="choose_topic"),
    path("interviews/<int:pk>/polls/<int:poll>/ballot", asking.vote, name="poll_vote"),
    path("interviews/<int:pk>/reminder", asking.remind, name="interview_reminder"),
    path("interviews/<int:pk>/hand", asking.hand, name="interview_hand"),
    path("interviews/<int:pk>/floor", asking.floor, name="interview_floor"),
    path("interviews/<int:pk>/acts/<slug:act>", staff.act, name="interview_act"),
    path("interviews/<int:pk>/<slug:page>/", staff.page, name="interview_page"),
]
