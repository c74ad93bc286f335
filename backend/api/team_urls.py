"""Addresses of places on a team: offered, handed over, and of a colleague who leaves."""

from django.urls import path

from backend.api.handovers import HandoverOfCaseResource, HandoverResource
from backend.api.leaving import LeavingResource
from backend.api.offers import OfferOfCaseResource, OfferResource

LISTED_AND_ADDED_TO = {"get": "list", "post": "create"}
MEMBER = "organisations/<str:pk>/members/<str:member>"

urlpatterns = [
    path("cases/<str:pk>/offers/", OfferOfCaseResource.as_view(LISTED_AND_ADDED_TO), name="case-offers"),
    path("offers/", OfferResource.as_view({"get": "list"}), name="offer-list"),
    path("offers/<str:pk>/", OfferResource.as_view({"get": "retrieve"}), name="offer-detail"),
    path("offers/<str:pk>/accept/", OfferResource.as_view({"post": "accept"}), name="offer-accept"),
    path("offers/<str:pk>/decline/", OfferResource.as_view({"post": "decline"}), name="offer-decline"),
    path("offers/<str:pk>/withdraw/", OfferResource.as_view({"post": "withdraw"}), name="offer-withdraw"),
    path("cases/<str:pk>/handovers/", HandoverOfCaseResource.as_view(LISTED_AND_ADDED_TO), name="case-handovers"),
    path("handovers/", HandoverResource.as_view({"get": "list"}), name="handover-list"),
    path("handovers/<str:pk>/", HandoverResource.as_view({"get": "retrieve"}), name="handover-detail"),
    path("handovers/<str:pk>/accept/", HandoverResource.as_view({"post": "accept"}), name="handover-accept"),
    path("handovers/<str:pk>/decline/", HandoverResource.as_view({"post": "decline"}), name="handover-decline"),
    path("handovers/<str:pk>/withdraw/", HandoverResource.as_view({"post": "withdraw"}), name="handover-withdraw"),
    path(f"{MEMBER}/holdings/", LeavingResource.as_view({"get": "holdings"}), name="member-holdings"),
    path(f"{MEMBER}/switch-off/", LeavingResource.as_view({"post": "switch_off"}), name="member-switch-off"),
]
