import { auth } from '../../modules/auth/index.ts';
import type { Context } from '../../platform/context.ts';
import { cookieNames } from '../../platform/http/cookies.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { type BunServer, type Socket, serve } from './bun.ts';
import { AuthData, acknowledged, CLOSE, event, type Frame, readFrame, refused } from './frames.ts';

const SIGN_IN_WITHIN_MS = 10_000;
/** Bun pings at half the idle time by itself; clients may rely on hearing from us this often. */
const HEARTBEAT_MS = 30_000;
const MAX_FRAME_BYTES = 64 * 1024;
/** A slow reader must not hold memory: past this much unsent, the socket is closed and the client catches up. */
const MAX_UNSENT_BYTES = 256 * 1024;
/** Frames a connection may send in a window. */
const RATE = { frames: 60, windowMs: 10_000 };

interface Connection {
  /** The cookie session's token, when the browser sent one from our own origin. */
  cookieToken: string | undefined;
  viewer: Viewer | null;
  signInTimer: ReturnType<typeof setTimeout> | undefined;
  windowEndsAt: number;
  framesInWindow: number;
}

/** Sockets at `/ws`: accepts, authenticates, keeps alive, and closes those whose session has ended. */
export async function realtimeServer(
  ctx: Context,
  address: { hostname: string; port: number },
): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket<Connection>>();
  const stopListening = await auth.listen?.(ctx);
  const stopWatching = await ctx.bus.subscribe('auth.viewer_changed', (payload) => {
    const { userId, sessionId } = payload as { userId?: string; sessionId?: string };
    void recheck(ctx, sockets, ({ viewer }) => viewer?.id === userId || viewer?.sessionId === sessionId);
  });
  // Nobody knows whose session ended while the bus was away.
  const stopGap = ctx.bus.onReconnect(() => void recheck(ctx, sockets, () => true));

  const server: BunServer = serve<Connection>({
    ...address,
    reusePort: address.port !== 0,
    fetch: async (request, upgrader) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/health')
        return Response.json({ status: 'ok', timestamp: new Date().toISOString(), uptime: process.uptime() });
      if (pathname === '/ready') return readiness(ctx);
      if (pathname !== '/ws') return new Response('Not found', { status: 404 });
      const data: Connection = {
        cookieToken: cookieToken(ctx, request),
        viewer: null,
        signInTimer: undefined,
        windowEndsAt: 0,
        framesInWindow: 0,
      };
      if (upgrader.upgrade(request, { data })) return undefined;
      return new Response('Open a WebSocket here.', { status: 426, headers: { upgrade: 'websocket' } });
    },
    websocket: {
      maxPayloadLength: MAX_FRAME_BYTES,
      idleTimeout: (HEARTBEAT_MS * 2) / 1000,
      sendPings: true,
      perMessageDeflate: false,
      backpressureLimit: MAX_UNSENT_BYTES,
      closeOnBackpressureLimit: true,
      open(socket) {
        sockets.add(socket);
        socket.data.signInTimer = setTimeout(
          () => socket.close(CLOSE.tooSlowToSignIn, 'sign in within 10 s'),
          SIGN_IN_WITHIN_MS,
        );
      },
      message(socket, raw) {
        if (overRate(socket.data)) return socket.close(CLOSE.slowDown, 'slow down');
        const frame = typeof raw === 'string' ? readFrame(raw) : null;
        if (frame === null) return socket.close(CLOSE.badFrame, 'bad frame');
        void answer(ctx, socket, frame);
      },
      close(socket) {
        clearTimeout(socket.data.signInTimer);
        sockets.delete(socket);
      },
    },
  });

  return {
    port: server.port,
    async stop() {
      for (const socket of sockets) {
        socket.send(event('drain', { ms: 1_000 }));
        socket.close(CLOSE.restarting, 'restarting');
      }
      stopGap();
      await stopWatching();
      await stopListening?.();
      await server.stop(true);
    },
  };
}

async function answer(ctx: Context, socket: Socket<Connection>, frame: Frame): Promise<void> {
  if (frame.type === 'auth') return signIn(ctx, socket, frame);
  if (socket.data.viewer === null) return socket.close(CLOSE.signInAgain, 'sign in first');
  if (frame.id) socket.send(refused(frame.id, 'unknown_type', `There is no frame of type ${frame.type}.`));
  else
    socket.send(event('error', { code: 'unknown_type', detail: `There is no frame of type ${frame.type}.` }));
}

async function signIn(ctx: Context, socket: Socket<Connection>, frame: Frame): Promise<void> {
  const parsed = AuthData.safeParse(frame.data ?? {});
  const token = parsed.success ? (parsed.data.token ?? socket.data.cookieToken) : undefined;
  if (token === undefined) return socket.close(CLOSE.signInAgain, 'an access token is needed');
  try {
    const viewer = await auth.identify(ctx, token);
    if (socket.data.viewer && socket.data.viewer.id !== viewer.id)
      return socket.close(CLOSE.signInAgain, 'another member');
    socket.data.viewer = viewer;
    clearTimeout(socket.data.signInTimer);
    if (frame.id)
      socket.send(
        acknowledged(frame.id, { userId: viewer.id, sessionId: viewer.sessionId, heartbeatMs: HEARTBEAT_MS }),
      );
  } catch (error) {
    if (!(error instanceof Problem)) ctx.log.error({ err: error }, 'realtime.sign_in_failed');
    if (frame.id && error instanceof Problem) socket.send(refused(frame.id, error.code, error.message));
    socket.close(CLOSE.signInAgain, 'sign in again');
  }
}

/** A member was suspended or a session ended: what it held open is closed. */
async function recheck(
  ctx: Context,
  sockets: Set<Socket<Connection>>,
  concerns: (connection: Connection) => boolean,
): Promise<void> {
  try {
    for (const socket of sockets) {
      const { viewer } = socket.data;
      if (viewer === null || !concerns(socket.data)) continue;
      if (!(await auth.sessionIsGood(ctx, viewer.sessionId)))
        socket.close(CLOSE.signInAgain, 'the session has ended');
    }
  } catch (error) {
    // The next word about them, or the token's own end, comes to it.
    ctx.log.error({ err: error }, 'realtime.recheck_failed');
  }
}

/** A browser's cookie session may do, but only from a page of our own origin: sockets know no CORS. */
function cookieToken(ctx: Context, request: Request): string | undefined {
  if (request.headers.get('origin') !== new URL(ctx.config.publicUrl).origin) return undefined;
  const name = cookieNames(ctx.config).access;
  const pair = (request.headers.get('cookie') ?? '').split('; ').find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function overRate(connection: Connection): boolean {
  const now = Date.now();
  if (now >= connection.windowEndsAt) {
    connection.windowEndsAt = now + RATE.windowMs;
    connection.framesInWindow = 0;
  }
  connection.framesInWindow++;
  return connection.framesInWindow > RATE.frames;
}

async function readiness(ctx: Context): Promise<Response> {
  try {
    await ctx.bus.ping();
    return Response.json({ status: 'ok' });
  } catch {
    return Response.json({ status: 'unavailable' }, { status: 503 });
  }
}
