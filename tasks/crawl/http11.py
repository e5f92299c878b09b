"""HTTP/1.1 over one connection, by h11: httpcore's own way round it takes longer than h11 itself."""

from __future__ import annotations

from collections.abc import AsyncIterator

import h11
import httpcore
import httpx

from tasks.crawl.stream import Stream

_MOST_OF_AN_EVENT = 100 * 1024
"""Bytes of a status line with its headers; more than that no site sends."""
_READ = 64 * 1024
_MOST_INFORMATIONAL = 10
"""Answers 1xx before the real one."""
_Event = h11.Response | h11.InformationalResponse | h11.Data | h11.EndOfMessage


class Http11:
    """One question at a time; the connection is closed with any answer that was not read to its end.

    Raises httpcore's errors, and h11's LocalProtocolError where a request cannot be sent as it is.
    """

    def __init__(self, stream: Stream, read_timeout: float) -> None:
        self._stream = stream
        self._timeout = read_timeout
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_OF_AN_EVENT)

    @property
    def is_idle(self) -> bool:
        """Whether a further question may be asked here."""
        return self._h11.our_state is h11.IDLE and self._stream.is_idle

    async def ask(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body is still to be read, and the answer to be closed."""
        question = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        sent = self._h11.send(question) or b""
        if request.content:
            sent += self._h11.send(h11.Data(data=request.content)) or b""
        sent += self._h11.send(h11.EndOfMessage()) or b""
        try:
            await self._stream.write(sent, self._timeout)
            answer = await self._event()
            for _ in range(_MOST_INFORMATIONAL):
                if not isinstance(answer, h11.InformationalResponse):
                    break
                answer = await self._event()
        except BaseException:
            await self.aclose()
            raise
        if not isinstance(answer, h11.Response):
            await self.aclose()
            raise httpcore.RemoteProtocolError("the server announces an answer (1xx) without an end")
        return httpx.Response(
            answer.status_code,
            headers=answer.headers.raw_items(),
            stream=_Body(self),
            extensions={"reason_phrase": answer.reason},
        )

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body of the answer as it arrives."""
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)

    async def finish(self) -> None:
        """Make ready for the next question, or end the connection where that cannot be."""
        whole = self._h11.our_state is h11.DONE and self._h11.their_state is h11.DONE
        if whole and not self._h11.trailing_data[0] and self._stream.is_idle:
            # Bytes behind the end of an answer would be taken for the next one.
            self._h11.start_next_cycle()
        else:
            await self.aclose()

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def _event(self) -> _Event:
        try:
            while (event := self._h11.next_event()) is h11.NEED_DATA:
                data = await self._stream.read(_READ, self._timeout)
                if not data and self._h11.their_state is h11.SEND_RESPONSE:
                    raise httpcore.RemoteProtocolError("the server closed the connection without an answer")
                self._h11.receive_data(data)
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(str(error)) from error
        if isinstance(event, _Event):
            return event
        raise httpcore.RemoteProtocolError("the server closed the connection")


class _Body(httpx.AsyncByteStream):
    def __init__(self, connection: Http11) -> None:
        self._connection = connection

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._connection.pieces()

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._connection.finish()
