import { CLOSE } from '../../../packages/client/src/realtime/protocol.ts';
import { auth } from '../../modules/auth/index.ts';
import { messaging } from '../../modules/messaging/index.ts';
import { addressBehind, networks } from '../../platform/addresses.ts';
import type { Context } from '../../platform/context.ts';
import { cookieNames } from '../../platform/http/cookies.ts';
import { nothingHere, operationsAnswer, type PlainAnswer, problemAnswer } from '../../platform/operations.ts';
import { take } from './answer.ts';
import { type BunServer, serve } from './bun.ts';
import { BareConnection, type Connection } from './connection.ts';
import { openConnections } from './connections.ts';
import { openDelivery } from './delivery/index.ts';
import { openRecipients } from './delivery/recipients.ts';
import { drain } from './draining.ts';
import { openHomeWatch } from './feed-watch.ts';
import { readFrame } from './frames.ts';
import { watchGaps } from './gaps.ts';
import { openGate } from './gate.ts';
import type { Hub } from './hub.ts';
import { LIMITS } from './limits.ts';
import { openRealtimeMetrics } from './metrics.ts';
import { openPresence } from './presence/index.ts';
import { watchSessions } from './sessions.ts';
import { openSocketIo, SOCKET_IO_PATH } from './socket-io/index.ts';
import { openStrangers } from './strangers.ts';

/** What the Socket.IO engine keeps at its own sockets. */
interface EngineData {
  transport: unknown;
}

/** Enough that none of them stands idle. */
const COMING_PER_DATABASE_CONNECTION = 2;
const SWEEP_STRANGERS_MS = 1_000;
const SWEEP_TOKENS_MS = 5_000;

/** Sockets at `/ws`: sign-in, frames, delivery, presence. One process of any number. */
export async function realtimeServer(
  ctx: Context,
  address: { hostname: string; port: number; maxConnections: number },
): Promise<{ port: number; stop(drainMs: number): Promise<void> }> {
  const metrics = openRealtimeMetrics();
  const stopListening = await auth.listen(ctx);
  const presence = await openPresence(ctx, () => connections.memberIds());
  const connections = openConnections(address.maxConnections, presence.watcher);
  const recipients = openRecipients((conversationId) => messaging.recipients(ctx, conversationId));
  const home = await openHomeWatch(ctx, metrics);
  const gate = openGate(ctx.config.databasePool * COMING_PER_DATABASE_CONNECTION);
  const hub: Hub = { ctx, connections, recipients, presence, home, metrics, gate };
  const gaps = watchGaps(ctx, hub);
  const stopDelivery = await openDelivery(ctx, hub, gaps.missed);
  const stopSessions = await watchSessions(ctx, connections);
  const stopPresenceGap = ctx.bus.onReconnect(() => void presence.refreshNow());
  const sweeps = [
    setInterval(() => connections.sweepStrangers(Date.now()), SWEEP_STRANGERS_MS),
    setInterval(() => connections.sweepTokens(ctx.clock().getTime()), SWEEP_TOKENS_MS),
  ];
  metrics.gauge('realtime_connections', 'Open connections', () => connections.size);
  metrics.gauge('realtime_members', 'Members with a connection to this process', () => connections.members);
  metrics.gauge('realtime_watched_members', 'Members whom somebody has on screen', () => presence.watched);
  const left = (connection: Connection) => {
    presence.forget(connection);
    home.watch(connection, false);
  };
  const strangers = openStrangers(networks(ctx.config.campusNetworks));
  const who = addressBehind(ctx.config.trustProxy);
  const isLimited = ctx.config.rateLimits;
  metrics.gauge('realtime_silent', 'Connections that have not said a word', () => strangers.size);
  const hasSpoken = (connection: BareConnection) => {
    if (connection.silentAt === undefined) return;
    strangers.left(connection.silentAt, connection);
    connection.silentAt = undefined;
  };
  const socketIo = openSocketIo(hub, left, strangers, who);
  let draining = false;
  const operations = async (path: string, request: Request, peer: string | undefined) => {
    const headers = Object.fromEntries(request.headers);
    const caller = { peer, address: peer, host: headers.host, headers };
    return plain((await operationsAnswer(ctx, metrics.registry, path, caller)) ?? nothingHere());
  };
  const plain = ({ status, type, body }: PlainAnswer, headers: Record<string, string> = {}) =>
    new Response(body, {
      status,
      headers: { ...headers, 'content-type': type, 'cache-control': 'no-store' },
    });

  const server: BunServer = serve<BareConnection | EngineData>({
    hostname: address.hostname,
    port: address.port,
    reusePort: address.port !== 0,
    idleTimeout: (LIMITS.heartbeatMs * 2) / 1000,
    maxRequestBodySize: LIMITS.payloadBytes,
    fetch: async (request, upgrader) => {
      const { pathname, searchParams } = new URL(request.url);
      const forSocketIo = pathname.startsWith(SOCKET_IO_PATH);
      if (pathname !== '/ws' && !forSocketIo)
        return operations(pathname, request, upgrader.requestIP(request)?.address);
      // Who fetches by requests goes on until the connection is closed.
      if (draining && !(forSocketIo && searchParams.has('sid')))
        return plain(problemAnswer(503, 'unavailable', 'This process is stopping. Come to another.'), {
          'retry-after': '1',
        });
      const address = who(upgrader.requestIP(request)?.address ?? '', request.headers.get('x-forwarded-for'));
      if (isLimited && !(forSocketIo && searchParams.has('sid')) && !strangers.admits(address, Date.now()))
        return plain(
          problemAnswer(
            429,
            'too_many_requests',
            'Too many sockets of this address have not signed in. Come again in a second.',
          ),
          { 'retry-after': '1' },
        );
      const compresses = !forSocketIo && searchParams.get('compress') === '1';
      // Browsers offer compression by themselves; it costs more than it saves unless somebody's line is worse than ours.
      if (!compresses) request.headers.delete('sec-websocket-extensions');
      if (forSocketIo) return socketIo.engine.handleRequest(request, upgrader as never); // the same server
      const data = new BareConnection(cookieToken(ctx, request), Date.now(), address, compresses);
      if (upgrader.upgrade(request, { data })) return undefined;
      return plain(problemAnswer(426, 'bad_request', 'Open a WebSocket here.'), { upgrade: 'websocket' });
    },
    websocket: {
      maxPayloadLength: LIMITS.payloadBytes,
      idleTimeout: (LIMITS.heartbeatMs * 2) / 1000,
      sendPings: true,
      perMessageDeflate: { compress: 'shared', decompress: 'shared' },
      backpressureLimit: LIMITS.unsentBytes,
      closeOnBackpressureLimit: true,
      open(socket) {
        if (!(socket.data instanceof BareConnection)) {
          socketIo.engine.onWebSocketOpen(socket as never);
          return;
        }
        const connection = socket.data;
        connection.socket = socket;
        metrics.opened.inc();
        if (connection.silentAt !== undefined)
          strangers.came(connection.silentAt, connection, {
            since: Date.now(),
            close: () => connection.close(CLOSE.tryLater, 'sign in at once after connecting'),
          });
        if (!connections.opened(connection)) socket.close(CLOSE.tryLater, 'no room; try later');
      },
      message(socket, raw) {
        const connection = socket.data;
        if (connection instanceof BareConnection) hasSpoken(connection);
        const isTooLarge = raw.length > LIMITS.frameBytes || Buffer.byteLength(raw) > LIMITS.frameBytes;
        if (isTooLarge) socket.close(CLOSE.tooLarge, 'frame too large');
        else if (connection instanceof BareConnection) {
          const frame = typeof raw === 'string' ? readFrame(raw) : null;
          if (frame === null) connection.close(CLOSE.badFrame, 'bad frame');
          else take(hub, connection, frame);
        } else if (typeof raw === 'string') socketIo.engine.onWebSocketMessage(socket as never, raw);
        else socket.close(CLOSE.badFrame, 'only text is taken');
      },
      close(socket, code, reason) {
        const connection = socket.data;
        if (!(connection instanceof BareConnection)) {
          socketIo.engine.onWebSocketClose(socket as never, code, reason);
          return;
        }
        hasSpoken(connection);
        metrics.closed.inc({ code });
        connections.closed(connection);
        left(connection);
        connection.socket = null;
      },
    },
  });

  return {
    port: server.port,
    async stop(drainMs) {
      draining = true;
      await drain(connections, drainMs);
      for (const sweep of sweeps) clearInterval(sweep);
      socketIo.close();
      await server.stop(true);
      gaps.close();
      stopPresenceGap();
      await stopSessions();
      await stopDelivery();
      await home.close();
      await presence.close();
      await stopListening();
    },
  };
}

/** A browser's cookie session may do, but only from a page of our own origin: sockets know no CORS. */
function cookieToken(ctx: Context, request: Request): string | undefined {
  if (request.headers.get('origin') !== new URL(ctx.config.publicUrl).origin) return undefined;
  const name = cookieNames(ctx.config).access;
  const pair = (request.headers.get('cookie') ?? '').split('; ').find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
