"""One address before several processes: hands each new connection to the next one that accepts it."""

import asyncio
import contextlib
import threading

from tests.servers.ports import free_port


class Front:
    """Round robin on loopback, in a thread with a loop of its own; `port` is the address.

    `cut()` is a tunnel: every connection ends and none is taken until `mend()`.
    """

    def __init__(self, ports: list[int]) -> None:
        self.ports = list(ports)
        self.port = free_port()
        self._turn = 0
        self._cut = False
        self._carried: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def cut(self) -> None:
        self._cut = True
        self._loop.call_soon_threadsafe(lambda: [writer.transport.abort() for writer in list(self._carried)])

    def mend(self) -> None:
        self._cut = False

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _attempt in [] if self._cut else self.ports:
            port = self.ports[self._turn % len(self.ports)]
            self._turn += 1
            with contextlib.suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", port)
                both = {writer, there[1]}
                self._carried |= both
                await asyncio.gather(_pipe(reader, there[1]), _pipe(there[0], writer))
                self._carried -= both
                return
        writer.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(OSError, RuntimeError):
        writer.close()
