import { backoffMs } from './backoff.ts';
import { openCatchUp } from './catch-up.ts';
import { openEmitter } from './emitter.ts';
import { type Environment, randomId, realEnvironment, type SocketLike } from './environment.ts';
import { RealtimeError } from './error.ts';
import { openOutbox } from './outbox.ts';
import { openProgress } from './progress.ts';
import {
  CLOSE,
  type Events,
  type FeedName,
  type Frames,
  type FrameType,
  type MessageToSend,
  type WireMessage,
} from './protocol.ts';
import { openTimers } from './timers.ts';
import { openWatermarks } from './watermarks.ts';
import { openWire, type Wire } from './wire.ts';

/**
 * `connecting` → `online` → `waiting` (until the next try) → `connecting` …; the others last until `connect()`:
 * `signedOut` (the token is not taken, or there is none), `refused` (by the server, for good), `closed` (by `close()`).
 */
export type RealtimeState =
  | { name: 'connecting' | 'signedOut' | 'refused' | 'closed' }
  | { name: 'online'; userId: string }
  | { name: 'waiting'; retryAt: number };

/** What one can listen to: the events of the protocol, and what the client says itself. */
export interface RealtimeEvents extends Omit<Events, 'drain' | 'resync' | 'position'> {
  /** A new message, once, in the order of its conversation. */
  message: WireMessage;
  /** A message that was given out before: edited, deleted, with other reactions or, seldom, unchanged. */
  messageChanged: WireMessage;
  state: RealtimeState;
  /** After a break everything is as if there had been none, in the conversations that are followed. */
  caughtUp: null;
  /** What waits to be sent has changed. */
  outbox: MessageToSend[];
}

export interface RealtimeOptions {
  /**
   * An access token; `undefined` where the browser's cookie session does instead (it must be good by then); `null` when
   * nobody is signed in. Asked before each connection and before a token runs out; `isRefused` when the last was not taken.
   */
  token(currentWire: { isRefused: boolean }): Promise<string | undefined | null> | string | undefined | null;
  /** Where the platform has none. */
  WebSocket?: new (
    url: string,
  ) => SocketLike;
  environment?: Environment;
  /** How long an answer may take, in milliseconds; 20,000 if not said. */
  answerTimeoutMs?: number;
}

export type RealtimeClient = ReturnType<typeof connectRealtime>;

const CONNECT_TIMEOUT_MS = 15_000;
const PONG_TIMEOUT_MS = 10_000;
/** A token is renewed so long before it runs out. */
const RENEW_BEFORE_MS = 60_000;
/** One that is handed out with less left must not make a storm. */
const MIN_RENEW_MS = 30_000;
/** Who was connected for so long did not fail. */
const STABLE_MS = 10_000;
/** Least waits after a close that asks for patience. */
const MIN_RETRY_MS: Record<number, number> = {
  [CLOSE.tryLater]: 5_000,
  [CLOSE.slowDown]: 10_000,
  [CLOSE.badFrame]: 10_000,
  [CLOSE.tooLarge]: 5_000,
};

/**
 * A connection to the realtime service that mends itself: tries again with jitter, asks for what it missed, sends again
 * what was not answered. Begins at once; nothing here throws because the network is away.
 * @param url  as in wss://campus.example.edu/ws
 */
export function connectRealtime(url: string, options: RealtimeOptions) {
  const environment = options.environment ?? realEnvironment(options.WebSocket);
  const answerTimeoutMs = options.answerTimeoutMs ?? 20_000;
  const { on, emit } = openEmitter<RealtimeEvents>((error) => {
    environment.after(0, () => {
      throw error;
    });
  });

  let state: RealtimeState = { name: 'closed' };
  let wire: Wire | null = null;
  /** Counts connections: what belongs to an earlier one must not touch the present one. */
  let generation = 0;
  let attempts = 0;
  let onlineSince: number | null = null;
  let isRefused = false;
  let refusals = 0;
  /** How long the server has asked to wait, when it sent us away. */
  let serverRetryMs = 0;
  const timers = openTimers(environment);
  let watchedMembers: string[] = [];
  let watchedFeeds: FeedName[] = [];

  const setState = (next: RealtimeState) => {
    state = next;
    emit('state', next);
  };
  const isOnline = () => state.name === 'online';

  const ask = <Type extends FrameType>(
    type: Type,
    data: Frames[Type]['data'],
  ): Promise<Frames[Type]['ack']> => {
    const currentWire = wire;
    if (currentWire === null || !isOnline())
      return Promise.reject(new RealtimeError({ code: 'disconnected', detail: 'There is no connection.' }));
    return currentWire.ask(type, data, answerTimeoutMs).catch((error: unknown) => {
      // A connection that does not answer is dead, whatever it says of itself.
      if (error instanceof RealtimeError && error.code === 'timeout') currentWire.terminate();
      throw error;
    });
  };

  const outbox = openOutbox({
    send: (message) => ask('message', message),
    retryLater: (triedBefore, retryAfter, work) => {
      environment.after((retryAfter ?? 0) * 1000 + backoffMs(triedBefore, environment.random), work);
    },
    onChanged: () => emit('outbox', outbox.list()),
  });
  const marks = openWatermarks((type, conversationId, seq) => ask(type, { conversationId, seq }));
  const progress = openProgress({
    onNew: (message) => emit('message', message),
    onChanged: (message) => emit('messageChanged', message),
    onMissing: (conversationId) => requestSync([conversationId]),
  });

  const requestSync = openCatchUp({
    progress,
    timers,
    random: environment.random,
    ask: (data) => ask('sync', data),
    connection: () => (isOnline() ? generation : undefined),
    caughtUp: () => emit('caughtUp', null),
    refused: (error) => emit('error', error),
  });

  const connect = async (): Promise<void> => {
    const attempt = ++generation;
    timers.callOff('retry');
    setState({ name: 'connecting' });
    timers.set('connect', CONNECT_TIMEOUT_MS, () => {
      if (wire) wire.terminate();
      else handleClose(attempt, 0);
    });
    let token: string | undefined | null;
    try {
      token = await options.token({ isRefused });
    } catch {
      return handleClose(attempt, 0); // it could not be fetched now; that says nothing of the session
    }
    if (attempt !== generation) return;
    if (token === null) return stopAs('signedOut');
    let newWire: Wire;
    try {
      newWire = openWire(environment, url, {
        open: () => void signIn(attempt, newWire, token),
        event: (type, data) => handleEvent(attempt, type, data),
        closed: (code) => handleClose(attempt, code),
      });
    } catch {
      return handleClose(attempt, 0);
    }
    wire = newWire;
  };

  const signIn = async (attempt: number, on: Wire, token: string | undefined): Promise<void> => {
    try {
      const answer = await on.ask('auth', token === undefined ? {} : { token }, answerTimeoutMs);
      if (attempt !== generation) return;
      timers.callOff('connect');
      isRefused = false;
      refusals = 0;
      onlineSince = environment.now();
      setState({ name: 'online', userId: answer.userId });
      scheduleRenewal(attempt, answer.expiresIn);
      scheduleHeartbeat(attempt, answer.heartbeatMs);
      if (watchedMembers.length > 0) subscribePresence();
      if (watchedFeeds.length > 0) wire?.notify('feed:watch', { feeds: watchedFeeds });
      requestSync(progress.ids());
      marks.resume();
      outbox.resume();
    } catch (error) {
      if (error instanceof RealtimeError) serverRetryMs = (error.retryAfter ?? 0) * 1_000;
      // A refusal is followed by a close that says what to do; no answer is answered with one.
      if (attempt === generation && !isOnline()) timers.set('connect', 1_000, () => on.terminate());
    }
  };

  const scheduleRenewal = (attempt: number, expiresIn: number | undefined) => {
    // An older server does not say it: it closes the socket once the token has run out.
    if (expiresIn === undefined) return;
    timers.set(
      'renew',
      Math.max(expiresIn * 1_000 - RENEW_BEFORE_MS, MIN_RENEW_MS),
      () => void renew(attempt),
    );
  };
  const renew = async (attempt: number): Promise<void> => {
    try {
      const token = await options.token({ isRefused: false });
      if (attempt !== generation || !isOnline()) return;
      if (token === null) return wire?.terminate();
      // A page does not see its cookie: the next connection brings the new one.
      if (token === undefined) return reconnect();
      const { expiresIn } = await ask('auth', { token });
      if (attempt === generation) scheduleRenewal(attempt, expiresIn);
    } catch {
      // The server closes when the old one has run out, and then a new one is fetched.
    }
  };

  /** Finds out that the other side is gone although nobody said so. */
  const scheduleHeartbeat = (attempt: number, everyMs: number) => {
    timers.set('beat', everyMs, () => {
      if (attempt !== generation) return;
      scheduleHeartbeat(attempt, everyMs);
      if (wire && wire.idleMs() >= everyMs) checkAlive();
    });
  };
  const checkAlive = () => {
    const currentWire = wire;
    currentWire?.ask('ping', {}, PONG_TIMEOUT_MS).catch((error: unknown) => {
      if (error instanceof RealtimeError && error.code === 'timeout') currentWire.terminate();
    });
  };

  const handleEvent = (attempt: number, type: string, data: unknown) => {
    if (attempt !== generation || !isOnline()) return;
    if (type === 'message') return progress.receive(data as WireMessage);
    if (type === 'position') {
      const position = data as Events['position'];
      if (progress.isBehind(position)) requestSync([position.conversationId]);
      return;
    }
    if (type === 'drain') {
      const { ms } = data as Events['drain'];
      return timers.set('move', environment.random() * ms, reconnect);
    }
    if (type === 'resync') {
      const { ms } = data as Events['resync'];
      return timers.set('resync', environment.random() * ms, () => requestSync(progress.ids()));
    }
    if (type === 'conversation') {
      const { change, conversationId } = data as Events['conversation'];
      // From its first message on: otherwise the first that comes would pass for the first there is.
      if (change === 'made') progress.follow(conversationId, 0);
    }
    // What a newer server says besides is for nobody here.
    emit(type as 'typing', data as Events['typing']);
  };

  /** Goes to another connection without a wait. */
  const reconnect = () => {
    attempts = 0;
    const previous = wire;
    disconnect();
    previous?.terminate();
    void connect();
  };

  const disconnect = () => {
    generation++;
    wire = null;
    for (const name of ['connect', 'renew', 'beat', 'move', 'resync', 'look']) timers.callOff(name);
    marks.pause();
    outbox.pause();
  };

  const handleClose = (attempt: number, code: number): void => {
    if (attempt !== generation) return;
    const wasStable = onlineSince !== null && environment.now() - onlineSince >= STABLE_MS;
    onlineSince = null;
    disconnect();
    if (code === CLOSE.notAllowed || code === CLOSE.replaced) {
      stopAs('refused');
      return;
    }
    if (code === CLOSE.signInAgain) {
      isRefused = true;
      refusals++;
    }
    if (refusals > 2) {
      stopAs('signedOut');
      return;
    }
    if (wasStable) attempts = 0;
    const ms = Math.max(MIN_RETRY_MS[code] ?? 0, serverRetryMs) + backoffMs(attempts++, environment.random);
    serverRetryMs = 0;
    setState({ name: 'waiting', retryAt: environment.now() + ms });
    timers.set('retry', ms, () => void connect());
  };

  const stopAs = (name: 'signedOut' | 'refused' | 'closed') => {
    disconnect();
    timers.callOff('retry');
    setState({ name });
  };

  const subscribePresence = () => {
    const attempt = generation;
    ask('presence:subscribe', { userIds: watchedMembers }).then(
      (presences) => {
        if (attempt === generation) emit('online', presences);
      },
      () => undefined, // asked again with the next connection, or the next set
    );
  };

  const stopWakeListener = environment.onWake(() => {
    if (state.name === 'waiting') void connect();
    else if (isOnline()) checkAlive();
  });
  void connect();

  return {
    get state(): RealtimeState {
      return state;
    },
    /** Listens to an event. @returns what ends it */
    on,
    /** Tries at once: after a wait, or after the person has signed in again. */
    connect(): void {
      if (state.name === 'online' || state.name === 'connecting') return;
      attempts = 0;
      refusals = 0;
      void connect();
    },
    /**
     * Sends a message: now, or when there is a connection again. Nothing is made twice.
     * @returns the message once it is committed
     * @throws RealtimeError when the server refuses it
     */
    send(message: Omit<MessageToSend, 'clientId'> & { conversationId: string; clientId?: string }) {
      return outbox.add({ ...message, clientId: message.clientId ?? randomId() });
    },
    /** Takes back a message that has not been sent yet. @returns whether it was taken back */
    withdraw: outbox.withdraw,
    /** What has not been answered yet. To outlive the page, keep it and `send` it again with its `clientId`. */
    outbox: outbox.list,
    /** Says that one is typing, or no more; lost where there is no connection. */
    typing(conversationId: string, active: boolean): void {
      if (isOnline()) wire?.notify('typing', { conversationId, active });
    },
    /** Marks as read up to `seq`, now or later. */
    read: (conversationId: string, seq: number): void => marks.set('read', conversationId, seq),
    delivered: (conversationId: string, seq: number): void => marks.set('delivered', conversationId, seq),
    /**
     * Takes part in a conversation from `seq` on, the last that is known: what follows comes as `message`, once and in
     * order, over any break.
     * @param since  `syncedAt` of an earlier life of this device: what was edited or deleted since then comes too
     */
    follow(conversationId: string, seq: number, since?: string): void {
      const isNew = progress.lastSeq(conversationId) === undefined;
      progress.follow(conversationId, seq, since);
      if (isNew) requestSync([conversationId]);
    },
    unfollow: progress.forget,
    /** The last `seq` that was given out, to begin from next time. */
    lastSeq: progress.lastSeq,
    /** Every change before this moment was given out; keep it with what is kept, to begin from next time. */
    syncedAt: progress.syncedAt,
    /** The members on screen, in place of those before. They come as `online`. */
    watchPresence(userIds: string[]): void {
      watchedMembers = userIds;
      if (isOnline()) subscribePresence();
    },
    /** The feeds on screen, in place of those before. */
    watchFeeds(feeds: FeedName[]): void {
      watchedFeeds = feeds;
      if (isOnline()) wire?.notify('feed:watch', { feeds });
    },
    /** Ends it for good; what waits to be sent is given up. */
    close(): void {
      const previous = wire;
      stopAs('closed');
      previous?.terminate();
      stopWakeListener();
      outbox.rejectAll(new RealtimeError({ code: 'closed', detail: 'The client was closed.' }));
    },
  };
}
