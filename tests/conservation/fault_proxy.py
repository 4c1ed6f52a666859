"""A proxy between agent and receiver that does to deliveries what networks do at their worst.

TLS goes through untouched, end to end. The proxy sees the sizes of its records, which is enough to
tell a delivery from a handshake and from a request for a token, and its answer from a session ticket.
The faults come from two iterators: one per connection, which strike its first delivery or the
connection as it opens, and one per later delivery on a connection that is kept open. A fault is
counted when it has struck.

What a client sent and the proxy still keeps when the client goes is thrown away: HTTP has no order
between connections, so no sender can be right when the network keeps a request for later.
"""

import asyncio
import collections
import enum
import random
import socket
import struct
import threading

CHUNK = 65_536
APPLICATION_DATA = 23
LONGEST_TOKEN_REQUEST = 700  # bytes of its record; a delivery's headers alone are longer
LONGEST_TICKET = 260  # bytes of the record with a TLS session ticket; every answer is longer


class Fault(enum.Enum):
    PASS = "passed"
    DELAY = "delayed"
    DELAY_ANSWER = "answer delayed"
    DROP = "dropped"
    DROP_AT_OPENING = "dropped at opening"
    RESET = "reset before the request"
    RESET_AT_OPENING = "reset at opening"
    RESET_WITHIN = "reset within the request"
    CUT = "accepted, then cut"
    CUT_WITHIN = "accepted, then cut within the answer"


WEIGHTS = {Fault.PASS: 30, Fault.DELAY: 10, Fault.DELAY_ANSWER: 10, Fault.DROP: 5, Fault.DROP_AT_OPENING: 3,
           Fault.RESET: 7, Fault.RESET_AT_OPENING: 7, Fault.RESET_WITHIN: 8, Fault.CUT: 12, Fault.CUT_WITHIN: 8}


AT_OPENING = (Fault.DROP_AT_OPENING, Fault.RESET_AT_OPENING)


def drawn(dice, without=()):
    """Faults without end, as the dice say."""
    weights = {fault: weight for fault, weight in WEIGHTS.items() if fault not in without}
    while True:
        yield dice.choices(list(weights), weights.values())[0]


class FaultProxy:
    """Listens on a port of its own, on a thread of its own. Without faults until some are given."""

    def __init__(self, receiver_port, seed):
        self.receiver_port = receiver_port
        self.dice = random.Random(seed)
        self.faults = iter(())
        self.later_faults = iter(())
        self.counts = collections.Counter()
        self.delivery_begun = threading.Event()
        self.under_way = 0  # deliveries begun by an agent and not yet answered or given up
        self.problems = []
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _, context: self.problems.append(context))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._now(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self):
        """No connection is open any more."""
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _connected(self, *client):
        connection = Connection(self, client, next(self.faults, Fault.PASS))
        try:
            await connection.run()
        except ConnectionError:
            pass  # one of the two has gone, as they do here
        finally:
            connection.close()

    def _now(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


class Connection:
    def __init__(self, proxy, client, fault):
        self.proxy = proxy
        self.dice = proxy.dice
        self.fault = fault
        self.from_client, self.to_client = client
        self.from_receiver = self.to_receiver = None
        self.sent, self.answer = Records(), Records()
        self.delivering = False

    async def run(self):
        if self.fault is Fault.RESET_AT_OPENING:
            return self.reset()
        if self.fault is Fault.DROP_AT_OPENING:
            return await self.swallow()
        self.from_receiver, self.to_receiver = await asyncio.open_connection("127.0.0.1", self.proxy.receiver_port)
        ways = [asyncio.ensure_future(way) for way in (self.requests(), self.answers())]
        _, pending = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in pending:
            way.cancel()
        for ended in await asyncio.gather(*ways, return_exceptions=True):
            if isinstance(ended, Exception) and not isinstance(ended, ConnectionError):
                raise ended

    def close(self):
        self.answered()
        for writer in filter(None, (self.to_client, self.to_receiver)):
            writer.close()

    async def requests(self):
        while data := await self.from_client.read(CHUNK):
            if self.sent.show_longer(data, LONGEST_TOKEN_REQUEST) and not self.delivering:
                self.begun()
                data = await self.struck(data)
            if data is None:
                return
            self.to_receiver.write(data)
            await self.to_receiver.drain()

    async def answers(self):
        while data := await self.from_receiver.read(CHUNK):
            # A ticket can still be on its way when the first delivery is.
            if self.answer.show_longer(data, LONGEST_TICKET) and self.delivering:
                if self.fault in (Fault.CUT, Fault.CUT_WITHIN):
                    return self.cut(data)
                if self.fault is Fault.DELAY_ANSWER:
                    self.counted()
                    await asyncio.sleep(self.a_while())
                self.answered()
            self.to_client.write(data)
            await self.to_client.drain()

    # ----- what happens to a delivery

    async def struck(self, data):
        """The bytes to forward; None when nothing more of this connection is to be forwarded."""
        if self.fault is Fault.DELAY:
            self.counted()
            return await self.kept(data)
        if self.fault is Fault.DROP:
            return await self.swallow()
        if self.fault is Fault.RESET:
            return self.reset()
        if self.fault is Fault.RESET_WITHIN:
            self.to_receiver.write(data[:len(data) // 2])
            await self.to_receiver.drain()
            return self.reset()
        return data

    async def kept(self, data):
        """The bytes after a while, with those that followed; None when the client has gone meanwhile."""
        try:
            async with asyncio.timeout(self.a_while()):
                while more := await self.from_client.read(CHUNK):
                    data += more
                return None
        except TimeoutError:
            return data

    async def swallow(self):
        self.counted()
        try:
            async with asyncio.timeout(self.dice.uniform(0.1, 3)):
                while await self.from_client.read(CHUNK):
                    pass
        except TimeoutError:
            pass

    def reset(self):
        self.counted()
        for writer in filter(None, (self.to_client, self.to_receiver)):
            reset(writer)

    def cut(self, answer):
        """The receiver has stored the delivery; the client hears nothing of it, or half."""
        self.counted()
        if self.fault is Fault.CUT_WITHIN:
            self.to_client.write(answer[:len(answer) // 2])
        elif self.dice.random() < 0.5:
            reset(self.to_client)

    def a_while(self):
        return self.dice.expovariate(1 / 0.15)

    # ----- what is counted

    def counted(self):
        self.proxy.counts[self.fault] += 1

    def begun(self):
        self.delivering = True
        self.proxy.under_way += 1
        self.proxy.delivery_begun.set()
        if self.fault is Fault.PASS:
            self.counted()

    def answered(self):
        if self.delivering:
            self.delivering = False
            self.fault = next(self.proxy.later_faults, Fault.PASS)
            self.proxy.under_way -= 1


def reset(writer):
    """Closes at once with a RST instead of a FIN."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Records:
    """The TLS records of one direction, as far as their heads tell."""

    def __init__(self):
        self.head = b""
        self.left = 0  # of the record's content, not yet seen

    def show_longer(self, data, length):
        """Whether a record of content that is longer than this begins in these bytes."""
        found = False
        while data:
            skipped = min(self.left, len(data))
            self.left -= skipped
            self.head, data = self.head + data[skipped:skipped + 5 - len(self.head)], data[skipped + 5 - len(self.head):]
            if len(self.head) == 5:
                kind, self.left = self.head[0], int.from_bytes(self.head[3:])
                self.head = b""
                found = found or (kind == APPLICATION_DATA and self.left > length)
        return found
