"""Addresses of the machine API."""

from django.urls import path

from yiwang.surfaces.gateway.api import api

app_name = "gateway"
urlpatterns = [path("", api.urls)]
