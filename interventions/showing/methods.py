"""The HTTP methods that a view answers, declared at the view and enforced before CSRF."""


def answers(*allowed: str):
    """Declare the methods of a view; `config.middleware.methods` reads `allowed_methods`.

    Django's `require_safe` says the same, but hides it: nothing could list or test it.
    """

    def declare(view):
        view.allowed_methods = allowed
        return view

    return declare


reads = answers("GET", "HEAD")
