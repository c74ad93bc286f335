"""Addresses of places on a team: offered, handed over, and of a colleague who leaves."""

from django.urls import path

from backend.web import handovers, offers, switching_off

urlpatterns = [
    path("cases/<uuid:pk>/offers/new/", offers.offer_make, name="offer-make"),
    path("offers/<uuid:pk>/", offers.offer_page, name="offer"),
    path("offers/<uuid:pk>/decline/", offers.offer_decline, name="offer-decline"),
    path("offers/<uuid:pk>/withdraw/", offers.offer_withdraw, name="offer-withdraw"),
    path("cases/<uuid:pk>/handover/", handovers.handover_ask, name="handover-ask"),
    path("handovers/<uuid:pk>/", handovers.handover_page, name="handover"),
    path("handovers/<uuid:pk>/decline/", handovers.handover_decline, name="handover-decline"),
    path("handovers/<uuid:pk>/withdraw/", handovers.handover_withdraw, name="handover-withdraw"),
    path("members/<uuid:pk>/switch-off/", switching_off.member_switch_off, name="member-switch-off"),
]
