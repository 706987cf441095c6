import { CLOSE } from '@chitlaq/protocol';
import { Server as Engine } from '@socket.io/bun-engine';
import { Server, type Socket } from 'socket.io';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Upgrader } from '../bun.ts';
import type { ClientOrigin } from '../connection.ts';
import { AuthData, identify, SignInRefused } from '../frames/auth.ts';
import { type Frame, problemToRefusal } from '../frames.ts';
import { handleFrame } from '../handle-frame.ts';
import type { Hub } from '../hub.ts';
import { LIMITS } from '../limits.ts';
import type { SilentSockets } from '../silent-sockets.ts';
import { SocketIoConnection } from './connection.ts';
import { textParser } from './parser.ts';

export const SOCKET_IO_PATH = '/ws/socket.io/';
const MAX_TYPE = 40;

interface SignedIn {
  viewer: Viewer;
  expiresAt: number;
}

export type SocketIo = ReturnType<typeof openSocketIo>;

/**
 * The same events and frames for Socket.IO clients, in the same process. A client sends its token in `auth`.
 * A frame is an event with one object and, if an answer is wanted, a callback.
 * @param onGone  called for each closed connection
 * @param originOf  the address and port of a request
 */
export function openSocketIo(
  hub: Hub,
  onGone: (connection: SocketIoConnection) => void,
  silentSockets: SilentSockets,
  originOf: (request: Request, server: Pick<Upgrader<unknown>, 'requestIP'>) => ClientOrigin,
) {
  const { ctx, connections, metrics } = hub;
  const engine = new Engine({
    path: SOCKET_IO_PATH,
    pingInterval: LIMITS.heartbeatMs,
    pingTimeout: LIMITS.heartbeatMs,
    maxHttpBufferSize: LIMITS.frameBytes,
    allowRequest: async (request) => {
      const isNew = !new URL(request.url).searchParams.has('sid');
      if (isNew && connections.isFull) throw 'There is no room; try later.'; // the engine sends strings to the client
    },
    ...(ctx.config.corsOrigins.length > 0 ? { cors: { origin: ctx.config.corsOrigins } } : {}),
  });
  const io = new Server({
    parser: textParser,
    connectTimeout: LIMITS.signInTimeoutMs,
    serveClient: false,
    cleanupEmptyChildNamespaces: true,
  });
  io.bind(engine);
  /** Engine connections that have not signed in, with a function that stops counting them. */
  const untrack = new WeakMap<object, () => void>();
  const origins = new WeakMap<object, ClientOrigin>();
  engine.on('connection', (socket, request, server) => {
    const origin = originOf(request, server);
    const { address } = origin;
    if (hub.traffic) origins.set(socket, origin);
    const untrackSocket = () => silentSockets.remove(address, socket);
    silentSockets.add(address, socket, { since: Date.now(), close: () => socket.close() });
    untrack.set(socket, untrackSocket);
    socket.on('close', untrackSocket);
  });

  io.use((socket, next) => {
    signIn(hub, socket).then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof SignInRefused)) ctx.log.error({ err: error }, 'realtime.sign_in_failed');
        const refusal =
          error instanceof SignInRefused
            ? problemToRefusal(error.problem)
            : { code: 'internal_error', detail: 'Something went wrong on our side. Try again in a moment.' };
        next(Object.assign(new Error(refusal.detail), { data: refusal }));
      },
    );
  });

  io.on('connection', (socket) => {
    const { viewer, expiresAt } = socket.data as SignedIn; // set by `signIn`
    untrack.get(socket.conn)?.();
    const connection = new SocketIoConnection(socket, Date.now());
    connection.origin = origins.get(socket.conn) ?? null;
    metrics.openedConnections.inc();
    socket.on('disconnect', () => {
      metrics.closedConnections.inc({ code: 'socket.io' });
      connections.closed(connection);
      onGone(connection);
    });
    if (!connections.opened(connection)) {
      connection.close(CLOSE.tryLater, 'no room; try later');
      return;
    }
    connections.signedIn(connection, viewer, expiresAt);
    socket.onAny((type: string, ...args: unknown[]) => {
      const frame = toFrame(type, args);
      if (frame) handleFrame(hub, connection, frame);
      else connection.close(CLOSE.badFrame, 'bad frame');
    });
  });

  return {
    engine,
    close(): void {
      io.disconnectSockets(true);
      engine.close();
    },
  };
}

async function signIn(hub: Hub, socket: Socket): Promise<void> {
  const handshake = AuthData.safeParse(socket.handshake.auth);
  socket.data = await identify(hub.ctx, handshake.success ? handshake.data.token : undefined);
}

/** Converts an event `(data?, callback?)` to a frame; null if it is invalid. */
function toFrame(type: unknown, args: unknown[]): Frame | null {
  const last = args.at(-1);
  const reply = typeof last === 'function' ? (last as NonNullable<Frame['reply']>) : undefined;
  const [data, extra] = reply ? args.slice(0, -1) : args;
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (typeof type !== 'string' || type.length === 0 || type.length > MAX_TYPE || extra !== undefined)
    return null;
  if (data !== undefined && !isObject) return null;
  return { type, data: data as Frame['data'], reply };
}
