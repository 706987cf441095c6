import { serve } from '../../server/hosts/realtime/bun.ts';

/** A minimal WebSocket server on Bun that echoes: the baseline for ours. */
const server = serve<Record<string, never>>({
  hostname: '0.0.0.0',
  port: Number(process.env.PORT ?? 0),
  reusePort: process.env.PORT !== undefined,
  idleTimeout: 120,
  maxRequestBodySize: 65_536,
  fetch: (request, upgrader) =>
    upgrader.upgrade(request, { data: {} })
      ? undefined
      : new Response('Open a WebSocket here.', { status: 426 }),
  websocket: {
    maxPayloadLength: 65_536,
    idleTimeout: 120,
    sendPings: true,
    perMessageDeflate: false,
    backpressureLimit: 262_144,
    closeOnBackpressureLimit: true,
    open() {},
    message: (socket, frame) => void socket.send(String(frame)),
    close() {},
  },
});
process.send?.({ port: server.port });
process.on('disconnect', () => process.exit(0));
