"""A Socket.IO client in Python, for tests: `socket-io-client.py ORIGIN TOKEN TRANSPORT...`.

Reads lines of JSON, `{"emit": name, "data": {...}}`, and emits each with a callback. Writes lines of JSON: `{"event", "data"}`
for each event, and `{"answer"}`, `{"refused"}`, `{"closed": true}`.
"""

import asyncio
import json
import os
import sys

import socketio


def write(**fields):
    print(json.dumps(fields), flush=True)


async def main():
    origin, token, *transports = sys.argv[1:]
    client = socketio.AsyncClient(reconnection=False)

    @client.on("*")
    async def on_event(event, data=None):
        write(event=event, data=data)

    @client.event
    async def connect():
        write(event="connect", data=None)

    @client.event
    async def connect_error(refusal):
        write(refused=refusal)
        os._exit(0)  # otherwise it would wait for a connection forever

    await client.connect(
        origin, auth={"token": token}, transports=transports, socketio_path="/ws/socket.io", wait_timeout=10
    )
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        command = json.loads(line)
        write(answer=await client.call(command["emit"], command["data"], timeout=10))
    await client.disconnect()
    write(closed=True)


asyncio.run(main())
