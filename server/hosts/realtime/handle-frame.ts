import { CLOSE, type Refusal } from '@chitlaq/protocol';
import { Problem } from '../../platform/problem.ts';
import { fail, startSpan, within } from '../../platform/tracing/index.ts';
import type { Connection } from './connection.ts';
import { AUTH_COST, AuthData, SignInRefused, signIn } from './frames/auth.ts';
import { type Frame, invalidData, problemToRefusal } from './frames.ts';
import type { Hub } from './hub.ts';
import { LIMITS } from './limits.ts';

/** Cost of a frame of unknown type. */
const UNKNOWN_COST = 2;
/** Frames of at least this cost are those that every client sends on connecting; the limiter queues them. */
const LIMITED_COST = 5;
const MAX_RETRY_AFTER_MS = 120_000;

/**
 * Handles a frame: answers it at once, or after earlier frames of the same connection. Closes the connection
 * if it exceeds the rate limit.
 */
export function handleFrame(hub: Hub, connection: Connection, frame: Frame): void {
  if (connection.isClosed) return;
  const cost = frame.type === 'auth' ? AUTH_COST : (hub.frames.get(frame.type)?.cost ?? UNKNOWN_COST);
  if (hub.ctx.config.rateLimits && !connection.tryConsume(cost, Date.now())) {
    connection.close(CLOSE.slowDown, 'too many frames; slow down');
    return;
  }
  // A ping is answered at once: it shows that the connection lives, independent of a slow database.
  if (frame.type === 'ping' && connection.viewer !== null) {
    void answer(hub, connection, frame);
    return;
  }
  if (connection.waiting === null) {
    connection.waiting = [];
    void answerQueued(hub, connection, frame);
  } else if (connection.waiting.length < LIMITS.maxWaitingFrames) connection.waiting.push(frame);
  else connection.close(CLOSE.slowDown, 'too many frames wait for their answers; slow down');
}

async function answerQueued(hub: Hub, connection: Connection, first: Frame): Promise<void> {
  for (let frame: Frame | undefined = first; frame; frame = connection.waiting?.shift()) {
    await answer(hub, connection, frame);
  }
  connection.waiting = null;
}

async function answer(hub: Hub, connection: Connection, frame: Frame): Promise<void> {
  const { metrics } = hub;
  const startedAt = performance.now();
  const kind = hub.frames.get(frame.type);
  const type = frame.type === 'auth' || kind ? frame.type : 'unknown';
  // A socket stays open for hours, so each frame begins a trace of its own.
  const span = type === 'ping' ? undefined : startSpan(`frame ${type}`, { kind: 'server' });
  const record = (answer: 'ok' | 'refused' | 'failed') => {
    metrics.frames.inc({ type, answer });
    metrics.frameDuration.observe({ type, answer }, (performance.now() - startedAt) / 1_000);
    span?.setAttribute('frame.answer', answer);
  };
  try {
    const isFirstSignIn = type === 'auth' && connection.viewer === null;
    if (isFirstSignIn && hub.limiter.waitMs > LIMITS.maxSignInWaitMs)
      throw tooBusy(hub.limiter.reserveRetry());
    const isLimited = type === 'auth' || (kind?.cost ?? 0) >= LIMITED_COST;
    const run = () => handle(hub, connection, frame);
    const limited = () => (isLimited ? hub.limiter.run(run) : run());
    const data = await (span ? within(span, limited) : limited());
    if (data === NOT_SIGNED_IN) return connection.close(CLOSE.signInAgain, 'sign in first');
    record('ok');
    hub.traffic?.answered(connection, type, 200);
    connection.answer(frame, { ok: true, data });
  } catch (error) {
    const isRefusal = error instanceof Problem || error instanceof SignInRefused;
    record(isRefusal ? 'refused' : 'failed');
    if (!isRefusal) {
      if (span) fail(span, error);
      hub.ctx.log.error({ err: error, type }, 'realtime.frame_failed');
    }
    const refusal = toRefusal(error);
    hub.traffic?.answered(connection, type, refusal.status ?? 500);
    connection.answer(frame, { ok: false, error: refusal });
    if (error instanceof SignInRefused) connection.close(error.closeCode, error.problem.code);
  } finally {
    span?.end();
  }
}

/**
 * Rejects a sign-in whose queue time would exceed the clients' timeout, and says when to retry. Otherwise
 * clients would time out and rejoin the end of the queue.
 */
const tooBusy = (ms: number) =>
  new SignInRefused(
    new Problem(503, 'overloaded', 'Many clients are connecting right now. Try again in a moment.', {
      retryAfter: Math.ceil(Math.min(ms, MAX_RETRY_AFTER_MS) / 1_000),
    }),
    CLOSE.tryLater,
  );

const NOT_SIGNED_IN = Symbol('not signed in');

async function handle(hub: Hub, connection: Connection, frame: Frame): Promise<unknown> {
  if (connection.isClosed) return null; // closed while it waited
  if (frame.type === 'auth') {
    const authData = AuthData.safeParse(frame.data ?? {});
    if (!authData.success) throw new SignInRefused(invalidData(authData.error), CLOSE.signInAgain);
    return signIn(hub, connection, authData.data);
  }
  const { viewer } = connection;
  if (viewer === null) return NOT_SIGNED_IN;
  const kind = hub.frames.get(frame.type);
  if (kind === undefined) throw new Problem(400, 'unknown_type', `Unknown frame type: ${frame.type}.`);
  const parsed = kind.data.safeParse(frame.data ?? {});
  if (!parsed.success) throw invalidData(parsed.error);
  return kind.answer({ connection, viewer }, parsed.data);
}

/** An unexpected error is logged in full; the client gets no details. */
function toRefusal(error: unknown): Refusal {
  if (error instanceof Problem) return problemToRefusal(error);
  if (error instanceof SignInRefused) return problemToRefusal(error.problem);
  return {
    code: 'internal_error',
    detail: 'Something went wrong on our side. Try again in a moment.',
    status: 500,
  };
}
