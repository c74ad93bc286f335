"""The list of cases as one would write it by hand: SQL and JSON, behind the same server, session and rights."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse

SIZE = 50
CASES = """
SELECT c.id, c.code, c.organisation_id, c.survivor_id, s.pseudonym, c.region, c.opened_on, c.closed_on, c.high_risk, c.version
FROM cases_case c JOIN people_survivor s ON s.id = c.survivor_id
WHERE c.organisation_id = (
    SELECT organisation_id FROM accounts_membership WHERE user_id = %s AND ended_at IS NULL AND role = 'coordinator')
ORDER BY c.opened_on DESC, c.id DESC LIMIT {size}
"""
TEAM = """
SELECT t.case_id, t.user_id, u.full_name, t.role FROM cases_teammember t JOIN accounts_user u ON u.id = t.user_id
WHERE t.ended_at IS NULL AND t.case_id IN ({marks})
"""
NAMES = [
    "id",
    "code",
    "organisation",
    "survivor",
    "survivor_pseudonym",
    "region",
    "opened_on",
    "closed_on",
    "high_risk",
    "version",
]


@login_required
def cases_by_hand(request: HttpRequest) -> HttpResponse:
    size = int(request.GET.get("size", SIZE))
    key: Any = request.user.pk
    user = key.hex if connection.vendor == "sqlite" else key
    with connection.cursor() as cursor:
        cursor.execute(CASES.format(size=size), [user])
        rows: list[dict[str, Any]] = [dict(zip(NAMES, row, strict=True), team=[]) for row in cursor.fetchall()]
        by_id = {row["id"]: row for row in rows}
        cursor.execute(TEAM.format(marks=", ".join(["%s"] * len(rows))), list(by_id))
        for case, member, name, role in cursor.fetchall():
            by_id[case]["team"].append({"user": member, "name": name, "role": role})
    return HttpResponse(json.dumps({"results": rows}, default=str, ensure_ascii=False), content_type="application/json")
