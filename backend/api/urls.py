"""Addresses of the API."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from backend.api.access import AccessGrantResource, AccessResource
from backend.api.account import LockOut, MySession, MySessions, MySettings, MyToken, MyTokens
from backend.api.agencies import AgencyResource
from backend.api.case_parts import AccessLogResource, TeamResource, TimelineResource
from backend.api.cases import CaseResource
from backend.api.coordination import AttentionReport, CasesNeedingAttention, LoadReport
from backend.api.deadlines import DeadlineResource
from backend.api.document_templates import DocumentTemplate, DocumentTemplates
from backend.api.documents import DocumentResource
from backend.api.events import EventResource
from backend.api.hearings import HearingResource
from backend.api.incidents import IncidentResource
from backend.api.matching import Match
from backend.api.organisations import (
    InvitationResource,
    Me,
    MembershipResource,
    OrganisationResource,
    UserResource,
)
from backend.api.outcomes import OutcomesReport
from backend.api.parties import PartyResource
from backend.api.persons import PersonResource
from backend.api.proceedings import ProceedingResource
from backend.api.reference import SchemaInEnglish, reference
from backend.api.reminders import ReminderResource
from backend.api.survivors import ConsentResource, SurvivorResource

router = SimpleRouter()
router.register("organisations", OrganisationResource, basename="organisation")
router.register("users", UserResource, basename="user")
router.register("memberships", MembershipResource, basename="membership")
router.register("invitations", InvitationResource, basename="invitation")
router.register("agencies", AgencyResource, basename="agency")
router.register("survivors", SurvivorResource, basename="survivor")
router.register("persons", PersonResource, basename="person")
router.register("consents", ConsentResource, basename="consent")
router.register("cases", CaseResource, basename="case")
router.register("proceedings", ProceedingResource, basename="proceeding")
router.register("hearings", HearingResource, basename="hearing")
router.register("deadlines", DeadlineResource, basename="deadline")
router.register("reminders", ReminderResource, basename="reminder")
router.register("documents", DocumentResource, basename="document")

LISTED = {"get": "list"}
LISTED_AND_ADDED_TO = {"get": "list", "post": "create"}
ONE = {"get": "retrieve"}
ONE_TO_CORRECT = {"get": "retrieve", "patch": "partial_update"}

app_name = "api"
urlpatterns = [
    path("", reference, name="reference"),
    path("schema/", SchemaInEnglish.as_view(), name="schema"),
    path("people/match/", Match.as_view(), name="match"),
    path("me/", Me.as_view(), name="me"),
    path("me/settings/", MySettings.as_view(), name="my-settings"),
    path("me/sessions/", MySessions.as_view(), name="my-sessions"),
    path("me/sessions/<str:pk>/", MySession.as_view(), name="my-session"),
    path("me/tokens/", MyTokens.as_view(), name="my-tokens"),
    path("me/tokens/<str:pk>/", MyToken.as_view(), name="my-token"),
    path("users/<str:pk>/lock-out/", LockOut.as_view(), name="lock-out"),
    path("cases/<str:pk>/team/", TeamResource.as_view(LISTED_AND_ADDED_TO), name="case-team"),
    path("cases/<str:pk>/team/<str:user>/", TeamResource.as_view({"delete": "destroy"}), name="case-team-member"),
    path("cases/<str:pk>/parties/<str:party>/", PartyResource.as_view(ONE_TO_CORRECT), name="case-party"),
    path("cases/<str:pk>/parties/", PartyResource.as_view(LISTED_AND_ADDED_TO), name="case-parties"),
    path("cases/<str:pk>/incidents/", IncidentResource.as_view(LISTED_AND_ADDED_TO), name="case-incidents"),
    path("cases/<str:pk>/incidents/<str:incident>/", IncidentResource.as_view(ONE_TO_CORRECT), name="case-incident"),
    path("cases/<str:pk>/timeline/", TimelineResource.as_view(LISTED), name="case-timeline"),
    path("cases/<str:pk>/access-log/", AccessLogResource.as_view(LISTED), name="case-access-log"),
    path("cases/<str:pk>/accesses/", AccessResource.as_view(LISTED), name="case-accesses"),
    path("cases/<str:pk>/access-grants/", AccessGrantResource.as_view(LISTED_AND_ADDED_TO), name="case-access-grants"),
    path(
        "cases/<str:pk>/access-grants/<str:grant>/",
        AccessGrantResource.as_view({"delete": "destroy"}),
        name="case-access-grant",
    ),
    path("proceedings/<str:pk>/events/", EventResource.as_view(LISTED_AND_ADDED_TO), name="proceeding-events"),
    path("proceedings/<str:pk>/events/<str:event>/", EventResource.as_view(ONE), name="proceeding-event"),
    path(
        "proceedings/<str:pk>/events/<str:event>/annul/",
        EventResource.as_view({"post": "annul"}),
        name="proceeding-annul",
    ),
    path("document-templates/", DocumentTemplates.as_view(), name="document-template-list"),
    path("document-templates/<str:key>/", DocumentTemplate.as_view(), name="document-template-detail"),
    path("reports/outcomes/", OutcomesReport.as_view(), name="outcomes"),
    path("reports/load/", LoadReport.as_view(), name="load"),
    path("reports/attention/", AttentionReport.as_view(), name="attention"),
    path("reports/attention/<str:kind>/", CasesNeedingAttention.as_view(LISTED), name="attention-cases"),
    path("", include("backend.api.work_urls")),
    path("", include("backend.api.organisation_urls")),
    path("", include("backend.api.circle_urls")),
    path("", include("backend.api.check_urls")),
    path("", include("backend.api.team_urls")),
    path("", include(router.urls)),
]
