"""Role x route x relation (security.md, section 1): every address of the city, and for whom it opens.

A line is methods, address, names of tests/security/cast.py. `all` is everybody, `signed` whoever has an account, `none`
nobody. For all others the address answers as if nothing were there, or leads visitors to signing in.
`desk` are those who sit at some desk, `work` those who have a list of cases.
"""

GROUPS = {
    "ask": "nobody gus ada ben eva",
    "desk": "bo bea ann",
    "work": "bo bea ann olga oskar han hugo otto audrey",
    "read": "adam audrey",
    "staff": "eva bo bea ann olga oskar mo han hugo otto ed adam audrey",
}

TABLE = {
    "public": """
GET         /healthz                                        all
GET         /readyz                                         all
GET         /metrics                                        all
GET         /                                               all
GET         /accessibility                                  all
GET         /privacy                                        all
POST        /language                                       all
POST        /look                                           all
GET         /robots.txt                                     all
GET         /departments/                                   all
GET         /departments/{office}/                          all
GET         /people/{bo}/card                               all
GET         /people/{ben}/card                              none
GET         /people/{bo}/photo/x.jpg                        none
GET         /search/?q=x                                    all
GET         /demo/mail/                                     none
GET         /demo/mail/1                                    none
GET         /replies/                                       all
GET         /replies/feed                                   all
GET         /replies/suggest?q=x                            all
GET         /replies/{published}/                           all
GET         /replies/{answered}/                            none
POST        /replies/{published}/helped                     all
POST        /replies/{published}/follow                     all
GET,POST    /follow/{follow}/                               all
GET         /board/                                         all
GET         /board/about                                    all
GET         /board/data.csv                                 all
GET         /board/data.json                                all
GET         /presence/people?id=1                           all
""",
    "own": """
GET,POST    /me/                                            signed
GET         /me/export                                      signed
GET         /me/close                                       signed
GET,POST    /me/tokens                                      signed
POST        /me/tokens/{token}/revocation                   ada
GET,POST    /presence/                                      signed
POST        /presence/chosen                                signed
GET         /presence/page                                  staff
GET         /colleagues/                                    staff
POST        /colleagues/{bo}/contact                        staff
POST        /colleagues/{ben}/contact                       none
POST        /colleagues/{bo}/contact/undo                   staff
POST        /colleagues/{bo}/alert                          staff
POST        /colleagues/{bo}/alert/undo                     staff
GET         /files/{file}                                   ada bo
""",
    "administration": """
GET         /administration/                                read
POST        /administration/proposals/{proposal}/confirmation  adam
POST        /administration/proposals/{proposal}/refusal    adam
GET         /administration/departments/                    read
GET,POST    /administration/departments/new                 adam
GET         /administration/departments/{office}/           read
POST        /administration/departments/{office}/           adam
POST        /administration/departments/{office}/end        adam
GET         /administration/people/                         read
GET         /administration/people/{ben}/                   read
POST        /administration/people/{ben}/grants             adam
POST        /administration/people/{bo}/grants/{grant}/end  adam
POST        /administration/people/{ben}/card               adam
POST        /administration/people/{ben}/deactivation       adam
POST        /administration/people/{ben}/reactivation       adam
POST        /administration/people/{ben}/sessions/end       adam
GET         /administration/calendar/                       read
GET         /administration/calendar/2026/                  read
POST        /administration/calendar/days                   adam
POST        /administration/calendar/2026/table             adam
POST        /administration/calendar/2026/declaration       adam
GET         /administration/audit                           audrey
POST        /administration/audit/verification              audrey
GET,POST    /administration/announcements/                  adam
POST        /administration/announcements/{announcement}/end  adam
GET,POST    /cases/deadlines                                adam
GET         /cases/leaders/                                 adam
GET,POST    /cases/leaders/new                              adam
GET,POST    /cases/leaders/{leader}/                        adam
""",
    "cases": """
GET,POST    /write/                                         all
GET         /leaders/                                       all
GET,POST    /leaders/mayor/                                 all
GET,POST    /leaders/absent/                                none
GET         /write/rules                                    all
GET         /write/receipt                                  none
GET         /cases/                                         work
GET         /cases/table                                    work
POST        /cases/filters                                  work
POST        /cases/filters/{filter}/removal                 han
GET         /cases/paragraphs/                             olga oskar han hugo otto
POST        /cases/paragraphs/                             olga oskar
GET,POST    /cases/paragraphs/{paragraph}/                  olga
POST        /cases/paragraphs/{paragraph}/end               olga
GET         /cases/mine                                     all
GET,POST    /cases/status                                   all
GET,POST    /cases/routing/                                 otto
GET         /supervision/                                   otto audrey
GET         /supervision/weeks/2026-W01/                    otto audrey
GET         /supervision/weeks/2026-W01/brief.pdf           otto audrey
POST        /cases/{in_progress}/order                      none
POST        /cases/{in_progress}/order/receipt              none
GET,POST    /cases/retention                                adam
POST        /cases/{in_progress}/hold                       none
GET,POST    /administration/hooks/                          adam
GET         /administration/hooks/{hook}/                   adam
POST        /administration/hooks/{hook}/ping               adam
POST        /administration/hooks/{hook}/disable            adam
GET,POST    /cases/import/                                  otto
GET         /cases/import/template.csv                      otto
GET,POST    /cases/phone/                                   otto
GET         /cases/phone/done                               otto
GET         /cases/{submitted}/                             ada otto audrey
GET         /cases/{in_progress}/                           ada olga han otto audrey
GET         /cases/{in_progress}/head                       ada olga han otto audrey
GET         /cases/{in_progress}/alike                      olga han otto
POST        /cases/{in_progress}/joining                    otto
POST        /cases/{in_progress}/parting                    otto
POST        /cases/{in_progress}/autosave                   han
POST        /cases/{answered}/rating                        ada
POST        /cases/{in_progress}/withdrawal                 ada
POST        /cases/{in_progress}/consent                    ada
POST        /cases/{answered}/close                         ada
POST        /cases/{submitted}/accept                       otto
POST        /cases/{submitted}/refuse                       otto
POST        /cases/{submitted}/redirect                     otto
POST        /cases/{submitted}/reject                       none
POST        /cases/{in_progress}/ask_info                   han otto
POST        /cases/{in_progress}/ask_time                   han
POST        /cases/{in_progress}/ask_pause                  olga
POST        /cases/{in_progress}/ask_helper                 han olga otto
POST        /cases/{in_progress}/hand_back                  han olga
POST        /cases/{answered}/question                      ada
POST        /cases/{in_progress}/supplement                 ada
POST        /cases/{answered}/objection                     ada
POST        /cases/{accepted}/dispatch                      otto
POST        /cases/{accepted}/concern                       otto
POST        /cases/{accepted}/concern/{concerned}/undo      otto
POST        /cases/{dispatched}/sign                        han
POST        /cases/{in_progress}/note                       olga han otto
POST        /cases/{in_progress}/draft                      han
POST        /cases/{in_progress}/approve                    none
POST        /cases/{reply_handed_in}/release                olga
POST        /cases/{reply_submitted}/approve                otto
POST        /cases/{reply_submitted}/return                 otto
POST        /cases/{answered}/publish                       olga
POST        /cases/{published}/unpublish                    olga
POST        /cases/{submitted}/no-such-verb                 none
""",
    "visits": """
GET         /desks/                                         all
GET         /desks/{desk}/                                  all
POST        /desks/{desk}/                                  ask
GET         /conversations/                                 all
GET         /conversations/{talk}/                          ada bo
GET         /conversations/{waiting}/                       gus
GET         /conversations/{watched}/                       bo eva olga
GET         /conversations/{waiting}/queue                  gus
POST        /conversations/{waiting}/leave-word             gus
POST        /conversations/{talk}/case                      ada
POST        /conversations/{talk}/end                       ada
POST        /conversations/{talk}/rating                    ada
POST        /conversations/{talk}/link                      ada
POST        /conversations/{talk}/messages                  ada bo
POST        /conversations/{talk}/notes                     bo
GET         /conversations/{talk}/transcript                ada bo audrey
GET         /conversations/{watched}/transcript             bo eva olga audrey
GET,POST    /continue/{secret}                              all
""",
    "open311": """
GET         /open311/discovery.json                         all
GET         /open311/v2/services.json                       all
GET         /open311/v2/services/complaint.json             all
GET         /open311/v2/requests.json                       all
POST        /open311/v2/requests.json                       all
GET         /open311/v2/requests/{published}.json           all
GET         /open311/v2/tokens/{by_program}.json            all
""",
    "interviews": """
GET         /interviews/                                    all
GET         /interviews/feed                                all
GET         /interviews/calendar.ics                        all
GET         /interviews/figures                             all
GET         /interviews/{hour}/                             all
GET         /interviews/{hour}/calendar.ics                 all
GET         /interviews/{hour}/record.txt                   all
GET         /interviews/{hour}/captions.vtt                 all
GET         /interviews/{hour}/similar?q=x                  all
POST        /interviews/{hour}/questions                    ask
POST        /interviews/{hour}/questions/{question}/second  ask
POST        /interviews/{choice}/topics/{topic}/choice      ask
POST        /interviews/{hour}/polls/{quick}/ballot         ask
POST        /interviews/{hour}/reminder                     all
POST        /interviews/{hour}/hand                         ask
POST        /interviews/{hour}/floor                        ask
GET         /interviews/work/                               olga oskar ed mo audrey bo han
POST        /interviews/work/                               olga oskar ed
GET         /interviews/{hour}/plan/                        olga ed
GET         /interviews/{hour}/host/                        bo
GET         /interviews/{hour}/speaker/                     olga
GET         /interviews/{hour}/recorder/                    bo han olga ed
GET         /interviews/{hour}/screening/                   mo audrey
POST        /interviews/{hour}/acts/revise                  olga ed
POST        /interviews/{hour}/acts/topic                   olga ed
POST        /interviews/{hour}/acts/poll-topics             olga ed
POST        /interviews/{hour}/acts/count-topics            olga ed
POST        /interviews/{hour}/acts/announce                olga ed
POST        /interviews/{hour}/acts/postpone                olga ed
POST        /interviews/{hour}/acts/cancel                  olga ed
POST        /interviews/{hour}/acts/appoint                 olga ed
POST        /interviews/{hour}/acts/dismiss                 olga ed
POST        /interviews/{hour}/acts/begin                   bo
POST        /interviews/{hour}/acts/pause                   bo
POST        /interviews/{hour}/acts/resume                  bo
POST        /interviews/{hour}/acts/extend                  bo
POST        /interviews/{hour}/acts/end                     bo
POST        /interviews/{hour}/acts/put                     bo
POST        /interviews/{hour}/acts/take-back               bo
POST        /interviews/{hour}/acts/say                     bo
POST        /interviews/{hour}/acts/call                    bo
POST        /interviews/{hour}/acts/lower                   bo
POST        /interviews/{hour}/acts/poll                    bo
POST        /interviews/{hour}/acts/poll-open               bo
POST        /interviews/{hour}/acts/poll-close              bo
POST        /interviews/{hour}/acts/poll-show               bo
POST        /interviews/{hour}/acts/material                bo han
POST        /interviews/{hour}/acts/show                    bo han
POST        /interviews/{hour}/acts/answer                  olga han
POST        /interviews/{hour}/acts/correct                 han olga ed
POST        /interviews/{hour}/acts/remove                  han
POST        /interviews/{hour}/acts/hand-in                 han
POST        /interviews/{hour}/acts/approve                 mo
POST        /interviews/{hour}/acts/hold                    mo
POST        /interviews/{hour}/acts/decline                 mo
POST        /interviews/{hour}/acts/merge                   mo
POST        /interviews/{hour}/acts/unmerge                 mo
POST        /interviews/{hour}/acts/order                   mo
POST        /interviews/{hour}/acts/confirm                 olga
POST        /interviews/{hour}/acts/give-back               olga ed
POST        /interviews/{hour}/acts/publish                 ed
""",
    "desk": """
GET         /desk/                                          desk eva
POST        /desk/duty                                      desk
POST        /desk/next                                      desk
GET         /desk/boards                                    olga oskar
GET         /desk/conversations/{talk}/context              bo
GET         /desk/conversations/{watched}/context           bo eva
POST        /desk/conversations/{waiting}/take              bo bea
POST        /desk/conversations/{offered}/accept            bea
POST        /desk/conversations/{offered}/decline           bea
POST        /desk/conversations/{talk}/transfer             bo
POST        /desk/conversations/{talk}/invitation           bo
POST        /desk/conversations/{watched}/leave             eva
POST        /desk/conversations/{talk}/case                 bo
POST        /desk/conversations/{talk}/end                  bo
POST        /desk/conversations/{talk}/look                 olga
GET         /desk/conversations/{watched}/watch             olga
POST        /desk/conversations/{watched}/look/undo         olga
POST        /desk/conversations/{watched}/take-over         olga
GET         /desk/{desk}/board                              olga
GET,POST    /desk/{desk}/settings                           olga
POST        /desk/{desk}/seats                              olga
POST        /desk/{desk}/seats/{own_seat}/undo              olga
POST        /desk/{desk}/seats/{seat}/undo                  none
POST        /desk/{desk}/prepared                           olga
POST        /desk/{desk}/prepared/{prepared}/undo           olga
""",
    "accounts": """
GET,POST    /accounts/login/                                all
GET         /accounts/logout/                               all
GET         /accounts/inactive/                             all
GET,POST    /accounts/signup/                               all
GET,POST    /accounts/reauthenticate/                       signed
GET         /accounts/email/                                signed
GET         /accounts/confirm-email/                        signed
GET         /accounts/password/change/                      signed
GET         /accounts/password/set/                         signed
GET,POST    /accounts/password/reset/                       all
GET         /accounts/login/code/confirm/                   signed
GET         /accounts/password/reset/key/done/              all
GET         /accounts/password/reset/key/1-x/               all
GET         /accounts/password/reset/done/                  all
GET         /accounts/2fa/                                  signed
GET         /accounts/2fa/authenticate/                     signed
GET         /accounts/2fa/reauthenticate/                   signed
GET         /accounts/2fa/totp/activate/                    signed
GET         /accounts/2fa/totp/deactivate/                  none
GET         /accounts/2fa/recovery-codes/                   none
GET         /accounts/2fa/recovery-codes/generate/          signed
GET         /accounts/2fa/recovery-codes/download/          none
GET         /accounts/2fa/webauthn/                         signed
GET         /accounts/2fa/webauthn/add/                     signed
GET         /accounts/2fa/webauthn/reauthenticate/          signed
GET         /accounts/2fa/webauthn/keys/1/remove/           signed
GET         /accounts/2fa/webauthn/keys/1/edit/             signed
GET         /accounts/2fa/webauthn/login/                   signed
GET         /accounts/sessions/                             signed
""",
    "api desk": """
GET         /api/v1/openapi.json                            all
GET         /api/v1/docs                                    all
GET         /api/v1/                                        none
GET         /api/nothing                                    none
GET         /api/v1/me                                      all
GET         /api/v1/desks                                   all
GET         /api/v1/desks/{desk}                            all
POST        /api/v1/desks/{desk}/conversations              ask
GET         /api/v1/me/conversations                        signed gus
GET         /api/v1/conversations/{talk}                    ada bo
GET         /api/v1/conversations/{watched}                 bo eva olga
GET         /api/v1/conversations/{waiting}/place           gus
POST        /api/v1/conversations/{talk}/end                ada bo
POST        /api/v1/conversations/{talk}/rating             ada
POST        /api/v1/conversations/{waiting}/word            gus
POST        /api/v1/conversations/{talk}/case               ada bo
GET,POST    /api/v1/conversations/{talk}/messages           ada bo
GET,POST    /api/v1/conversations/{talk}/notes              bo
GET         /api/v1/conversations/{watched}/notes           bo eva olga
GET         /api/v1/line                                    desk
POST        /api/v1/line/next                               desk
POST        /api/v1/conversations/{waiting}/take            bo bea
POST        /api/v1/conversations/{offered}/accept          bea
POST        /api/v1/conversations/{offered}/decline         bea
POST        /api/v1/conversations/{talk}/transfer           bo
POST        /api/v1/conversations/{talk}/files              ada bo
POST        /api/v1/conversations/{talk}/invitation         bo
POST        /api/v1/conversations/{talk}/look               olga
DELETE      /api/v1/conversations/{watched}/look            olga
GET,POST    /api/v1/rooms/{room}/messages                   ada bo
PUT,DELETE  /api/v1/rooms/{room}/messages/1                 ada
POST        /api/v1/rooms/{room}/read                       ada bo
GET,POST    /api/v1/rooms/{notes_room}/messages             bo
GET         /api/v1/rooms/{case_room}/messages              ada olga han otto audrey
POST        /api/v1/rooms/{case_room}/messages              none
GET         /api/v1/rooms/{case_notes}/messages             olga han otto audrey
POST        /api/v1/rooms/{case_notes}/messages             olga han otto
GET         /api/v1/rooms/{board}/messages                  bo bea olga
POST        /api/v1/rooms/{board}/messages                  none
""",
    "api cases": """
POST        /api/v1/cases                                   all
GET         /api/v1/cases                                   work
POST        /api/v1/cases/status                            all
GET         /api/v1/me/cases                                signed gus
GET         /api/v1/cases/{submitted}                       ada otto audrey
GET         /api/v1/cases/{in_progress}                     ada olga han otto audrey
POST        /api/v1/cases/{answered}/rating                 ada
POST        /api/v1/cases/{in_progress}/withdrawal          ada
PUT         /api/v1/cases/{in_progress}/consent             ada
POST        /api/v1/cases/{submitted}/acceptance            otto
POST        /api/v1/cases/{submitted}/refusal               otto
POST        /api/v1/cases/{submitted}/rejection             none
POST        /api/v1/cases/{accepted}/assignment             otto
POST        /api/v1/cases/{dispatched}/signature            han
POST        /api/v1/cases/{in_progress}/notes               olga han otto
PUT         /api/v1/cases/{in_progress}/reply               han
POST        /api/v1/cases/{reply_drafted}/reply/submission  han
POST        /api/v1/cases/{reply_handed_in}/reply/release   olga
POST        /api/v1/cases/{reply_submitted}/reply/approval  otto
POST        /api/v1/cases/{reply_submitted}/reply/return    otto
POST        /api/v1/cases/{answered}/publication            olga
DELETE      /api/v1/cases/{published}/publication           olga
GET         /api/v1/replies                                 all
GET         /api/v1/replies/suggestions?q=x                 all
GET         /api/v1/replies/{published}                     all
GET         /api/v1/replies/{answered}                      none
""",
}

# what is sent along: enough to come past the reading of the form to the question who may do it
WORDS = {"body": "x", "text": "x", "question": "x"}
SENT = {
    "/open311/v2/requests.json": {
        "api_key": "{api_key}",
        "service_code": "complaint",
        "address_string": "x",
        "description": "x",
    },
    "/presence/chosen": {"chosen": "dnd"},
    "/cases/{submitted}/refuse": {"ground": "court", "words": "x"},
    "/cases/{submitted}/redirect": {"ground": "petition", "words": "x"},
    "/cases/{answered}/question": {"words": "x"},
    "/cases/{in_progress}/autosave": {"body": "x"},
    "/api/v1/desks/{desk}/conversations": {"question": "社保?"},
    "/api/v1/conversations/{talk}/end": {"outcome": "solved"},
    "/api/v1/conversations/{talk}/rating": {"level": 5},
    "/api/v1/conversations/{talk}/invitation": {"person": 1},
    "/api/v1/conversations/{talk}/case": {"summary": "x", "department": "D01"},
    "/api/v1/rooms/{room}/read": {"seq": 1},
    "/api/v1/cases": {"title": "x", "text": "x"},
    "/api/v1/cases/status": {"number": "{submitted}", "code": "{code}"},
    "/api/v1/cases/{answered}/rating": {"level": 5},
    "/api/v1/cases/{in_progress}/consent": {"consent": True},
    "/api/v1/cases/{submitted}/refusal": {"ground": "court", "words": "x"},
    "/api/v1/cases/{accepted}/assignment": {"department": "D01"},
    "/api/v1/cases/{reply_submitted}/reply/approval": {"checks": []},
    "/api/v1/cases/{reply_submitted}/reply/return": {"reason": "unclear"},
    "/api/v1/cases/{answered}/publication": {"title": "x", "question": "x", "answer": "x"},
    "/api/v1/cases/{published}/publication": {"title": "x", "question": "x", "answer": "x"},
}

# each frame of the wire, the rooms at which it is tried, and for whom it does something there
FRAMES = """
hello     room         ada bo
hello     notes_room   bo
hello     case_room    ada olga han otto audrey
hello     case_notes   olga han otto audrey
hello     board        bo bea olga
sub       room         ada bo
sub       notes_room   bo
sub       case_room    ada olga han otto audrey
sub       case_notes   olga han otto audrey
sub       board        bo bea olga
unsub     room         all
send      room         ada bo
send      notes_room   bo
send      case_room    none
send      case_notes   olga han otto
send      board        none
edit      room         ada
edit      notes_room   none
redact    room         ada
redact    case_notes   none
read      room         ada bo
read      notes_room   bo
typing    room         ada bo
typing    board        none
sig       room         ada bo
sig       case_room    none
ack       room         all
beat      -            all
watch     -            all
ping      -            all
"""


def names(who: str, everybody: list[str]) -> set[str]:
    """`all`, `none`, `signed`, the groups above, and single names."""
    found: set[str] = set()
    for word in who.split():
        if word == "all":
            found |= set(everybody)
        elif word == "signed":
            found |= set(everybody) - {"nobody", "gus"}
        elif word != "none":
            found |= set(GROUPS.get(word, word).split())
    assert found <= set(everybody), f"{who}: nobody has such a name"
    return found
