from django.urls import URLPattern, re_path

from . import views

FORM = r"\.(?P<form>json|xml)$"
urlpatterns: list[URLPattern] = [
    re_path(rf"^open311/discovery{FORM}", views.discovery, name="open311_discovery"),
    re_path(rf"^open311/v2/services{FORM}", views.service_list, name="open311_services"),
    re_path(rf"^open311/v2/services/(?P<code>[\w-]{{1,40}}){FORM}", views.service, name="open311_service"),
    re_path(rf"^open311/v2/requests{FORM}", views.requests, name="open311_requests"),
    re_path(rf"^open311/v2/requests/(?P<number>[\w-]{{1,20}}){FORM}", views.single, name="open311_request"),
    re_path(rf"^open311/v2/tokens/(?P<number>[\w-]{{1,20}}){FORM}", views.token, name="open311_token"),
]
