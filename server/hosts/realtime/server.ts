import { CLOSE } from '@chitlaq/protocol';
import { authModule } from '../../modules/auth/module.ts';
import type { Context } from '../../platform/context.ts';
import { cookieNames } from '../../platform/http/cookies.ts';
import { clientAddressOf, clientPortOf, networkMatcher } from '../../platform/ip-addresses.ts';
import {
  nothingHere,
  operationsResponse,
  type PlainResponse,
  problemAnswer,
} from '../../platform/operations.ts';
import { PORT_HEADER } from '../../platform/traffic-log/headers.ts';
import { type BunServer, serve, type Upgrader } from './bun.ts';
import { type ClientOrigin, type Connection, WebSocketConnection } from './connection.ts';
import { openConnections } from './connections.ts';
import { createDeliver } from './deliver.ts';
import { drain } from './draining.ts';
import { readFrame } from './frames.ts';
import { handleFrame } from './handle-frame.ts';
import type { Hub } from './hub.ts';
import { LIMITS } from './limits.ts';
import { openRealtimeMetrics } from './metrics.ts';
import { openParts } from './parts.ts';
import { openPresence } from './presence/index.ts';
import { openResync } from './resync.ts';
import { watchSessions } from './sessions.ts';
import { openLimiter } from './sign-in-limiter.ts';
import { openSilentSockets } from './silent-sockets.ts';
import { openSocketIo, SOCKET_IO_PATH } from './socket-io/index.ts';
import { openSocketTraffic } from './traffic.ts';

/** What the Socket.IO engine stores on its own sockets. */
interface EngineData {
  transport: unknown;
}

/** Enough that no database connection is idle. */
const SIGN_INS_PER_DATABASE_CONNECTION = 2;
const SWEEP_UNAUTHENTICATED_MS = 1_000;
const SWEEP_TOKENS_MS = 5_000;

/** Serves sockets at `/ws`: sign-in, frames, delivery, presence. Any number of processes can run. */
export async function realtimeServer(
  ctx: Context,
  address: { hostname: string; port: number; maxConnections: number },
): Promise<{ port: number; stop(drainMs: number): Promise<void> }> {
  const metrics = openRealtimeMetrics(ctx);
  const stopAuthListener = await authModule.subscribe(ctx);
  const presence = await openPresence(ctx, () => connections.memberIds());
  const traffic = await openSocketTraffic(ctx);
  const connections = openConnections(address.maxConnections, presence.watcher, traffic);
  const limiter = openLimiter(ctx.config.databasePool * SIGN_INS_PER_DATABASE_CONNECTION);
  const parts = await openParts(
    { ctx, ...createDeliver(connections, metrics), requestResync: () => resync.requestResync() },
    presence,
  );
  const hub: Hub = { ctx, connections, frames: parts.frames, metrics, limiter, traffic };
  const resync = openResync(ctx, { connections, metrics, dropCaches: parts.dropCaches });
  const stopParts = await parts.listen();
  const stopSessions = await watchSessions(ctx, connections);
  const stopPresenceReconnectListener = ctx.bus.onReconnect(() => void presence.refreshNow());
  const sweeps = [
    setInterval(() => connections.sweepUnauthenticated(Date.now()), SWEEP_UNAUTHENTICATED_MS),
    setInterval(() => connections.sweepTokens(ctx.clock().getTime()), SWEEP_TOKENS_MS),
  ];
  metrics.gauge('realtime_connections', 'Open connections', () => connections.size);
  metrics.gauge('realtime_max_connections', 'Connections that are accepted', () => address.maxConnections);
  metrics.gauge('realtime_members', 'Members with a connection to this process', () => connections.members);
  metrics.gauge('realtime_watched_members', 'Members whom somebody has on screen', () => presence.watched);
  const onGone = (connection: Connection) => {
    presence.forget(connection);
    parts.onClosed(connection);
  };
  const silentSockets = openSilentSockets(networkMatcher(ctx.config.campusNetworks));
  const clientAddress = clientAddressOf(ctx.config.trustProxy);
  const clientPort = clientPortOf(ctx.config.trustProxy);
  const originOf = (request: Request, server: Pick<Upgrader<unknown>, 'requestIP'>): ClientOrigin => {
    const peer = server.requestIP(request);
    const forwardedFor = request.headers.get('x-forwarded-for');
    return {
      address: clientAddress(peer?.address ?? '', forwardedFor),
      port: clientPort(
        { remoteAddress: peer?.address, remotePort: peer?.port },
        forwardedFor ?? undefined,
        request.headers.get(PORT_HEADER),
      ),
    };
  };
  const isLimited = ctx.config.rateLimits;
  metrics.gauge(
    'realtime_silent_connections',
    'Connections that have not sent a frame',
    () => silentSockets.size,
  );
  const markSpoken = (connection: WebSocketConnection) => {
    if (connection.silentAddress === undefined) return;
    silentSockets.remove(connection.silentAddress, connection);
    connection.silentAddress = undefined;
  };
  const socketIo = openSocketIo(hub, onGone, silentSockets, originOf);
  let isDraining = false;
  const operations = async (path: string, request: Request, peer: string | undefined) => {
    const headers = Object.fromEntries(request.headers);
    const caller = { peer, address: peer, host: headers.host, headers };
    return plain((await operationsResponse(ctx, metrics.registry, path, caller)) ?? nothingHere());
  };
  const plain = ({ status, type, body }: PlainResponse, headers: Record<string, string> = {}) =>
    new Response(body, {
      status,
      headers: { ...headers, 'content-type': type, 'cache-control': 'no-store' },
    });

  const server: BunServer = serve<WebSocketConnection | EngineData>({
    hostname: address.hostname,
    port: address.port,
    reusePort: address.port !== 0,
    idleTimeout: (LIMITS.heartbeatMs * 2) / 1000,
    maxRequestBodySize: LIMITS.payloadBytes,
    fetch: async (request, upgrader) => {
      const { pathname, searchParams } = new URL(request.url);
      const isSocketIo = pathname.startsWith(SOCKET_IO_PATH);
      if (pathname !== '/ws' && !isSocketIo)
        return operations(pathname, request, upgrader.requestIP(request)?.address);
      // Polling Socket.IO clients continue until their connection is closed.
      if (isDraining && !(isSocketIo && searchParams.has('sid')))
        return plain(problemAnswer(503, 'unavailable', 'This process is stopping. Connect to another.'), {
          'retry-after': '1',
        });
      const origin = originOf(request, upgrader);
      const { address } = origin;
      if (
        isLimited &&
        !(isSocketIo && searchParams.has('sid')) &&
        !silentSockets.hasRoom(address, Date.now())
      )
        return plain(
          problemAnswer(
            429,
            'too_many_requests',
            'Too many sockets from this address haven’t signed in. Try again in a second.',
          ),
          { 'retry-after': '1' },
        );
      const isCompressed = !isSocketIo && searchParams.get('compress') === '1';
      // Browsers always offer compression; it only pays off on slow lines, so clients have to ask for it.
      if (!isCompressed) request.headers.delete('sec-websocket-extensions');
      if (isSocketIo) return socketIo.engine.handleRequest(request, upgrader as never); // the engine's type of the same server
      const data = new WebSocketConnection(cookieToken(ctx, request), Date.now(), address, isCompressed);
      if (traffic) data.origin = origin;
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
        if (!(socket.data instanceof WebSocketConnection)) {
          socketIo.engine.onWebSocketOpen(socket as never);
          return;
        }
        const connection = socket.data;
        connection.socket = socket;
        metrics.openedConnections.inc();
        if (connection.silentAddress !== undefined)
          silentSockets.add(connection.silentAddress, connection, {
            since: Date.now(),
            close: () => connection.close(CLOSE.tryLater, 'sign in at once after connecting'),
          });
        if (!connections.opened(connection)) socket.close(CLOSE.tryLater, 'no room; try later');
      },
      message(socket, raw) {
        const connection = socket.data;
        if (connection instanceof WebSocketConnection) markSpoken(connection);
        const isTooLarge = raw.length > LIMITS.frameBytes || Buffer.byteLength(raw) > LIMITS.frameBytes;
        if (isTooLarge) socket.close(CLOSE.tooLarge, 'frame too large');
        else if (connection instanceof WebSocketConnection) {
          const frame = typeof raw === 'string' ? readFrame(raw) : null;
          if (frame === null) connection.close(CLOSE.badFrame, 'bad frame');
          else handleFrame(hub, connection, frame);
        } else if (typeof raw === 'string') socketIo.engine.onWebSocketMessage(socket as never, raw);
        else socket.close(CLOSE.badFrame, 'only text is taken');
      },
      close(socket, code, reason) {
        const connection = socket.data;
        if (!(connection instanceof WebSocketConnection)) {
          socketIo.engine.onWebSocketClose(socket as never, code, reason);
          return;
        }
        markSpoken(connection);
        metrics.closedConnections.inc({ code });
        connections.closed(connection);
        onGone(connection);
        connection.socket = null;
      },
    },
  });

  return {
    port: server.port,
    async stop(drainMs) {
      isDraining = true;
      await drain(connections, drainMs);
      for (const sweep of sweeps) clearInterval(sweep);
      socketIo.close();
      await server.stop(true);
      resync.close();
      stopPresenceReconnectListener();
      await stopSessions();
      await stopParts();
      await parts.close();
      await presence.close();
      await stopAuthListener();
      await traffic?.close();
    },
  };
}

/**
 * The cookie session of a browser counts only on a page of our own origin, because CORS does not apply to
 * sockets.
 */
function cookieToken(ctx: Context, request: Request): string | undefined {
  if (request.headers.get('origin') !== new URL(ctx.config.publicUrl).origin) return undefined;
  const name = cookieNames(ctx.config).access;
  const pair = (request.headers.get('cookie') ?? '').split('; ').find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
