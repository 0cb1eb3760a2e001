from django.urls import path

from .views import alike, citizen, concern, deadlines, feeds, follow, public, routing, staff

urlpatterns = [
    path("write/", citizen.write, name="write"),
    path("write/receipt", citizen.receipt, name="receipt"),
    path("cases/", staff.cases, name="cases"),
    path("cases/mine", citizen.mine, name="my_cases"),
    path("cases/deadlines", deadlines.deadlines, name="deadlines"),
    path("cases/routing/", routing.routing, name="case_routing"),
    path("cases/status", citizen.status, name="case_status"),
    path("cases/<str:number>/", staff.case, name="case"),
    path("cases/<str:number>/rating", citizen.rate, name="case_rate"),
    path("cases/<str:number>/withdrawal", citizen.withdraw, name="case_withdraw"),
    path("cases/<str:number>/consent", citizen.consent, name="case_consent"),
    path("cases/<str:number>/close", citizen.close, name="case_close"),
    path("cases/<str:number>/head", staff.head, name="case_head"),
    path("cases/<str:number>/autosave", staff.autosave, name="case_autosave"),
    path("cases/<str:number>/concern", concern.concern, name="case_concern"),
    path("cases/<str:number>/concern/<int:person>/undo", concern.undo, name="case_concern_undo"),
    path("cases/<str:number>/alike", alike.alike, name="case_alike"),
    path("cases/<str:number>/<str:verb>", staff.act, name="case_act"),
    path("replies/", public.replies, name="replies"),
    path("replies/feed", feeds.Replies(), name="replies_feed"),
    path("replies/suggest", public.suggestions, name="suggest"),
    path("replies/<str:number>/", public.reply, name="reply"),
    path("replies/<str:number>/helped", public.helped, name="reply_helped"),
    path("replies/<str:number>/follow", follow.follow, name="reply_follow"),
    path("follow/<str:token>/", follow.following, name="following"),
    path("board/", public.board, name="board"),
]
