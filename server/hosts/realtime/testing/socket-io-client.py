"""A client of Socket.IO in another language, for tests: `socket-io-client.py ORIGIN TOKEN TRANSPORT...`.

A line of JSON to it, `{"emit": name, "data": {...}}`, is emitted with a callback; it writes lines of JSON: `{"event", "data"}`
for what it hears, and `{"answer"}`, `{"refused"}`, `{"closed": true}`.
"""

import asyncio
import json
import os
import sys

import socketio


def say(**words):
    print(json.dumps(words), flush=True)


async def main():
    origin, token, *transports = sys.argv[1:]
    client = socketio.AsyncClient(reconnection=False)

    @client.on("*")
    async def hear(event, data=None):
        say(event=event, data=data)

    @client.event
    async def connect():
        say(event="connect", data=None)

    @client.event
    async def connect_error(refusal):
        say(refused=refusal)
        os._exit(0)  # it would only wait for a connection that never comes

    await client.connect(
        origin, auth={"token": token}, transports=transports, socketio_path="/ws/socket.io", wait_timeout=10
    )
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        order = json.loads(line)
        say(answer=await client.call(order["emit"], order["data"], timeout=10))
    await client.disconnect()
    say(closed=True)


asyncio.run(main())
