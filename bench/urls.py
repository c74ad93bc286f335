"""The product's addresses, and beside them the floors that lists are measured against."""

from django.urls import include, path

from bench.floors import cases_by_hand

urlpatterns = [path("bench/cases/", cases_by_hand), path("", include("backend.config.urls"))]
