"""HTTP for the library over aiohttp, which keeps its speed with many requests at once; says whether a request ever left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram.request import RequestData

_CONNECTIONS = 64
_READ = 10.0  # seconds


class NotSentError(NetworkError):
    """The request never reached the server, so that repeating it can do nothing twice."""


class AiohttpRequest(BaseRequest):
    """One pool of connections."""

    def __init__(self) -> None:
        """A closed pool; the library opens and closes it."""
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that a reply may take where a call says nothing else."""
        return _READ

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_CONNECTIONS), cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - the library's own marker for unset
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above; one time limit serves reading and writing
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - as above
    ) -> tuple[int, bytes]:
        """See the library.

        Raises:
            NotSentError: no connection was made.
            TimedOut: no reply came in time; the request may have taken effect.
            NetworkError: the connection broke; the request may have taken effect.
        """
        if self._session is None:
            await self.initialize()
        seconds = _READ if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=5)
        try:
            async with self._session.request(method, url, **_body(request_data), timeout=timeout) as response:  # type: ignore[union-attr]
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            message = f"no connection: {type(error).__name__}"
            raise NotSentError(message) from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            message = f"connection broke: {type(error).__name__}"
            raise NetworkError(message) from error


def _body(data: RequestData | None) -> dict[str, Any]:
    """JSON, which both sides read faster than a form, unless there are files."""
    if data is None or not data.multipart_data:
        return {"json": data.parameters if data is not None else {}}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
