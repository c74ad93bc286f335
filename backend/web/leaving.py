"""Quick exit, and the language switch."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.sign_in import speak


@require_http_methods(["GET", "POST"])
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session and leave for a neutral site. By GET too: without JavaScript a form could not leave (CSP)."""
    logout(request)
    answer: HttpResponse = (
        HttpResponse(status=204) if request.method == "POST" else HttpResponseRedirect(settings.TIREK_NEUTRAL_SITE)
    )
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the language chosen; of somebody signed in it is kept, for her next browser and her messages."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        speak(answer, language)
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return answer
