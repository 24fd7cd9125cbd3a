"""The page cache of one process: Django's cache in memory, with a limit in bytes.

Django's own counts pages, and a page is 200 bytes or 400 kB.
"""

from collections import OrderedDict, defaultdict
from threading import Lock

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

BESIDE = 500  # bytes that a page takes beside its own: its key, and its places in two dictionaries
LARGEST = 8  # a page that would take more than one part in so many is not kept

_held: defaultdict[str, int] = defaultdict(int)  # by the name of the cache, as Django's own memory


class Backend(LocMemCache):
    """OPTIONS has MAX_BYTES. When it is full, what nobody asked for longest goes first."""

    # Django's own, which its stubs do not name.
    _cache: OrderedDict[str, bytes]
    _expire_info: dict[str, float | None]
    _lock: Lock

    def __init__(self, name, params):
        super().__init__(name, params)
        self._name = name
        self._most = params["OPTIONS"]["MAX_BYTES"]

    # Django calls these with its lock held.

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        self._delete(key)
        size = len(value) + BESIDE
        if size > self._most // LARGEST:
            return
        while self._cache and _held[self._name] + size > self._most:
            self._delete(next(reversed(self._cache)))
        self._cache[key] = value
        self._cache.move_to_end(key, last=False)
        self._expire_info[key] = self.get_backend_timeout(timeout)
        _held[self._name] += size

    def _delete(self, key):
        if key in self._cache:
            _held[self._name] -= len(self._cache[key]) + BESIDE
        return super()._delete(key)  # type: ignore[misc]

    def clear(self):
        with self._lock:
            for key in list(self._cache):
                self._delete(key)
