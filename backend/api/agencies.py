"""The bodies of the state: police departments, prosecutors' offices, courts; the same for everybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rows import one_or_404
from backend.api.told import Told
from backend.law.filters import AgencyFilter
from backend.law.models import Agency


class AgencyTold(Told):
    class Meta:
        model = Agency
        fields = ["id", "key", "kind", "name_ru", "name_kk", "region", "address", "parent", "supervisor"]


class AgencyResource(Resource):
    """Bodies that proceedings are before and papers go to."""

    serializer_class = AgencyTold
    filterset_class = AgencyFilter
    orderings = ("name_ru", "-name_ru", "name_kk", "-name_kk", "key", "-key", "id", "-id")

    def rows(self) -> Any:
        return Agency.objects.all()

    @extend_schema(operation_id="list_agencies", summary="List agencies")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), AgencyTold)

    @extend_schema(operation_id="get_agency", summary="Read an agency", responses=AgencyTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(AgencyTold(one_or_404(self.rows(), pk)).data)
