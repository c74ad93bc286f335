"""The caller's own account: language and mail, sessions and tokens; and ending those of a colleague who lost a device."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.locking_out import lock_out
from backend.accounts.models import LANGUAGES, User
from backend.accounts.sessions import end_session, sessions_of
from backend.accounts.tokens import revoke_token, tokens_of
from backend.api.bodies import Body, Choice, YesNo, given
from backend.api.resources import Face
from backend.api.rows import one_or_404
from backend.kernel.clock import now
from backend.notifications.choices import OPTIONAL, choose_mail, mail_choice_of

LETTERS = 8  # of a token: enough to tell one from another


class MySettingsTold(serializers.Serializer[Any]):
    """The inbox always holds everything, and deadlines, hearings and the safety of the account always come by mail."""

    language = serializers.ChoiceField(choices=LANGUAGES)
    by_mail = serializers.BooleanField(help_text="Whether the optional kinds come by mail at all.")
    mail_kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=list(OPTIONAL)), help_text="The optional kinds that come by mail."
    )


class MySettingsToChange(Body):
    """What is left out stays as it is."""

    language = Choice(choices=LANGUAGES, required=False)
    by_mail = YesNo(required=False)
    mail_kinds = serializers.ListField(child=Choice(choices=list(OPTIONAL)), required=False)


class MySettings(Face):
    """Language and mail of the caller."""

    before_content = False

    @extend_schema(operation_id="get_my_settings", summary="Read my settings", responses=MySettingsTold)
    def get(self, request: Request) -> Response:
        return Response(_settings_of(request.user))

    @extend_schema(
        operation_id="change_my_settings", summary="Change my settings", request=MySettingsToChange,
        responses=MySettingsTold,
    )  # fmt: skip
    def patch(self, request: Request) -> Response:
        facts = _settings_of(request.user) | given(MySettingsToChange, request, partial=True)
        user: Any = request.user
        choose_mail(user, by_mail=facts["by_mail"], kinds=facts["mail_kinds"])
        User.objects.visible_to(user).filter(pk=user.pk).update(language=facts["language"])
        user.language = facts["language"]
        return Response(_settings_of(user))


def _settings_of(user: Any) -> dict[str, Any]:
    choice = mail_choice_of(user)
    kinds = [kind for kind in OPTIONAL if kind not in choice.left_out]
    return {"language": user.language, "by_mail": choice.by_mail, "mail_kinds": kinds}


class SessionTold(serializers.Serializer[Any]):
    """`network` is the coarse part of the address; `is_this` marks the session that asks (a token is none)."""

    id = serializers.IntegerField(source="pk")
    device = serializers.CharField()
    seen_at = serializers.DateTimeField()
    begun_at = serializers.DateTimeField()
    network = serializers.CharField(source="place")
    is_this = serializers.BooleanField()


class SessionsTold(serializers.Serializer[Any]):
    results = SessionTold(many=True)


class MySessions(Face):
    """Where the caller is signed in with a browser."""

    before_content = False

    @extend_schema(operation_id="list_my_sessions", summary="List my sessions", responses=SessionsTold)
    def get(self, request: Request) -> Response:
        this = request._request.session.session_key
        return Response(SessionsTold({"results": sessions_of(request.user, this=this)}).data)


class MySession(Face):
    """One session of the caller's."""

    before_content = False

    @extend_schema(operation_id="end_my_session", summary="End a session of mine", responses={204: None})
    def delete(self, request: Request, pk: str) -> Response:
        user: Any = request.user
        if not (pk.isascii() and pk.isdecimal() and len(pk) < 19) or not end_session(user, int(pk), at=now()):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenTold(serializers.Serializer[Any]):
    """`id` is what the token begins with: its hash alone is kept."""

    id = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(source="created")
    expires_at = serializers.DateTimeField(source="expiry")

    def get_id(self, row: Any) -> str:
        return str(row.token_key[:LETTERS])


class TokensTold(serializers.Serializer[Any]):
    results = TokenTold(many=True)


class MyTokens(Face):
    """The caller's tokens that still open something."""

    before_content = False

    @extend_schema(operation_id="list_my_tokens", summary="List my tokens", responses=TokensTold)
    def get(self, request: Request) -> Response:
        user: Any = request.user
        return Response(TokensTold({"results": tokens_of(user, at=now())}).data)


class MyToken(Face):
    """One token of the caller's."""

    before_content = False

    @extend_schema(operation_id="revoke_my_token", summary="Revoke a token of mine", responses={204: None})
    def delete(self, request: Request, pk: str) -> Response:
        """It opens nothing from then on, not even this address, should it be the one that asks."""
        user: Any = request.user
        found = next((row for row in tokens_of(user, at=now()) if row.token_key[:LETTERS] == pk), None)
        if found is None:
            raise Http404
        revoke_token(user, found.pk, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class LockedOut(serializers.Serializer[Any]):
    tokens_revoked = serializers.IntegerField()


class LockOut(Face):
    """A colleague lost a device."""

    @extend_schema(operation_id="lock_out", summary="End all sessions and tokens", request=None, responses=LockedOut)
    def post(self, request: Request, pk: str) -> Response:
        """For coordinators and administrators; she is told, and signs in again. A second time changes nothing more."""
        user: Any = request.user
        colleague = one_or_404(User.objects.visible_to(user), pk)
        return Response({"tokens_revoked": lock_out(colleague, by=user, at=now())})
