"""What every answer of the API carries, also one that a middleware made."""

from interventions.open_data.api.addresses import METHODS, VERSION, is_api

OPEN = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Allow, Retry-After, Age, Cache-Status",
}
ALLOW = ", ".join(METHODS)
# The answer to a browser that asks first whether its page may ask.
PREFLIGHT = {
    "Allow": ALLOW,
    "Access-Control-Allow-Methods": ALLOW,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "no-store",
}


def api_headers(get_response):
    """Say on every answer of the API which version it is, and that every origin may read it.

    It has no sessions: a cookie is not read, so that none is answered to either.
    """

    def middleware(request):
        if is_api(request):
            request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        if is_api(request):
            for name, value in OPEN.items():
                response.headers[name] = value
        return response

    return middleware
