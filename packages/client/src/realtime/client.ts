import {
  CLOSE,
  type Events,
  type FeedName,
  type Frames,
  type FrameType,
  type MessageToSend,
  type WireMessage,
} from '@chitlaq/protocol';
import { backoffMs } from '../backoff.ts';
import { openCatchUp } from './catch-up.ts';
import { openEmitter } from './emitter.ts';
import { type Environment, randomId, realEnvironment, type SocketLike } from './environment.ts';
import { RealtimeError } from './error.ts';
import { openProgress } from './progress.ts';
import { openSendQueue } from './send-queue.ts';
import { openTimers } from './timers.ts';
import { openWatermarks } from './watermarks.ts';
import { openWire, type Wire } from './wire.ts';

/**
 * `connecting` → `online` → `waiting` (until the next attempt) → `connecting` …; the others last until
 * `connect()`: `signedOut` (no token, or it was refused), `refused` (permanently, by the server), `closed`
 * (by `close()`).
 */
export type RealtimeState =
  | { name: 'connecting' | 'signedOut' | 'refused' | 'closed' }
  | { name: 'online'; userId: string }
  | { name: 'waiting'; retryAt: number };

/** Events for listeners: those of the protocol, and the client's own. */
export interface RealtimeEvents extends Omit<Events, 'drain' | 'resync' | 'position'> {
  /** A new message, once, in the order of its conversation. */
  message: WireMessage;
  /** A message that was delivered before: edited, deleted, with other reactions or, rarely, unchanged. */
  messageChanged: WireMessage;
  state: RealtimeState;
  /** The followed conversations have recovered everything after a disconnect. */
  caughtUp: null;
  /** The queue of unsent messages changed. */
  outbox: MessageToSend[];
}

export interface RealtimeOptions {
  /**
   * Returns an access token; `undefined` to use the browser's cookie session, which must be fresh; `null` if
   * nobody is signed in. Called before each connection and before a token expires. `isRefused` is true if the
   * last token was refused.
   */
  token(last: { isRefused: boolean }): Promise<string | undefined | null> | string | undefined | null;
  /** For platforms without a global WebSocket. */
  WebSocket?: new (
    url: string,
  ) => SocketLike;
  environment?: Environment;
  /** Timeout of answers in milliseconds, by default 20,000. */
  answerTimeoutMs?: number;
}

export type RealtimeClient = ReturnType<typeof connectRealtime>;

const CONNECT_TIMEOUT_MS = 15_000;
const PONG_TIMEOUT_MS = 10_000;
/** A token is renewed this long before it expires. */
const RENEW_BEFORE_MS = 60_000;
/** Minimum interval between renewals, for short-lived tokens. */
const MIN_RENEW_MS = 30_000;
/** A connection that lasted this long counts as successful. */
const STABLE_MS = 10_000;
/** Minimum delays after closes that ask clients to wait. */
const MIN_RETRY_MS: Record<number, number> = {
  [CLOSE.tryLater]: 5_000,
  [CLOSE.slowDown]: 10_000,
  [CLOSE.badFrame]: 10_000,
  [CLOSE.tooLarge]: 5_000,
};

/**
 * A realtime connection that recovers by itself: reconnects with jitter, syncs what it missed, resends what
 * was not acknowledged. Connects at once. No method throws because of a network failure.
 * @param url  for example wss://campus.example.edu/ws
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
  /** Number of the current connection. Callbacks of an earlier connection must not affect it. */
  let generation = 0;
  let attempts = 0;
  let onlineSince: number | null = null;
  let isRefused = false;
  let refusals = 0;
  /** Delay that the server asked for when it refused us. */
  let serverRetryMs = 0;
  const timers = openTimers(environment);
  let watchedMembers: string[] = [];
  let watchedFeeds: FeedName[] = [];
  let watchedPosts: string[] = [];

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
      // A connection that does not answer is dead, even if it claims to be open.
      if (error instanceof RealtimeError && error.code === 'timeout') currentWire.terminate();
      throw error;
    });
  };

  const sendNow = (message: MessageToSend): Promise<WireMessage> => ask('message', message);
  const queue = openSendQueue(environment, () => emit('outbox', queue.list()));
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
      return handleClose(attempt, 0); // a failed fetch does not mean that the session has ended
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

  const signIn = async (attempt: number, newWire: Wire, token: string | undefined): Promise<void> => {
    try {
      const answer = await newWire.ask('auth', token === undefined ? {} : { token }, answerTimeoutMs);
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
      if (watchedPosts.length > 0) wire?.notify('post:watch', { ids: watchedPosts });
      requestSync(progress.ids());
      marks.resume();
      queue.connect(sendNow);
    } catch (error) {
      if (error instanceof RealtimeError) serverRetryMs = (error.retryAfter ?? 0) * 1_000;
      // The server closes the socket after a refusal. Without an answer, close it here.
      if (attempt === generation && !isOnline()) timers.set('connect', 1_000, () => newWire.terminate());
    }
  };

  const scheduleRenewal = (attempt: number, expiresIn: number | undefined) => {
    // Older servers do not send it: they close the socket when the token has expired.
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
      // A page cannot read its cookie: reconnect to send the new one.
      if (token === undefined) return reconnect();
      const { expiresIn } = await ask('auth', { token });
      if (attempt === generation) scheduleRenewal(attempt, expiresIn);
    } catch {
      // The server closes when the old token has expired, and then a new one is fetched.
    }
  };

  /** Detects a dead connection that was not closed. */
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
      // Follow from the start: otherwise the first received message would count as the first of all.
      if (change === 'made') progress.follow(conversationId, 0);
    }
    // Events of newer servers have no listeners.
    emit(type as 'typing', data as Events['typing']);
  };

  /** Reconnects without a delay. */
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
    queue.disconnect();
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
      () => undefined, // retried with the next connection or subscription
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
    /** Listens to an event. @returns a function that unsubscribes */
    on,
    /** Connects at once: skips a delay, or continues after the member has signed in again. */
    connect(): void {
      if (state.name === 'online' || state.name === 'connecting') return;
      attempts = 0;
      refusals = 0;
      void connect();
    },
    /**
     * Sends a message now, or when connected again. Retries create no duplicates.
     * @returns the message once it is committed
     * @throws RealtimeError if the server refuses it
     */
    send(message: Omit<MessageToSend, 'clientId'> & { conversationId: string; clientId?: string }) {
      return queue.add({ ...message, clientId: message.clientId ?? randomId() });
    },
    /**
     * Sends a message once, without the queue: for an outbox of your own (`@chitlaq/client/outbox`).
     * @throws RealtimeError if it is refused, or `disconnected` or `timeout`
     */
    sendNow,
    /** Withdraws a message that has not been sent yet. @returns whether it was withdrawn */
    withdraw: queue.withdraw,
    /**
     * Unacknowledged messages. To survive a page reload, store them and `send` them again with their
     * `clientId`.
     */
    outbox: queue.list,
    /** Publishes that the member starts or stops typing; dropped while disconnected. */
    typing(conversationId: string, active: boolean): void {
      if (isOnline()) wire?.notify('typing', { conversationId, active });
    },
    /** Marks as read up to `seq`, now or when connected again. */
    read: (conversationId: string, seq: number): void => marks.set('read', conversationId, seq),
    delivered: (conversationId: string, seq: number): void => marks.set('delivered', conversationId, seq),
    /**
     * Follows a conversation from `seq`, the last known message. What comes after it is emitted as `message`,
     * once and in order, across disconnects.
     * @param since  `syncedAt` of an earlier session of this device: edits and deletions since then are
     *   emitted too
     */
    follow(conversationId: string, seq: number, since?: string): void {
      const isNew = progress.lastSeq(conversationId) === undefined;
      progress.follow(conversationId, seq, since);
      if (isNew) requestSync([conversationId]);
    },
    unfollow: progress.forget,
    /** The last `seq` that was emitted, to follow from next time. */
    lastSeq: progress.lastSeq,
    /** Every change before this time was emitted; store it with the messages, to follow from next time. */
    syncedAt: progress.syncedAt,
    /** Replaces the members whose presence is watched. Changes are emitted as `online`. */
    watchPresence(userIds: string[]): void {
      watchedMembers = userIds;
      if (isOnline()) subscribePresence();
    },
    /** Replaces the feeds that are watched. */
    watchFeeds(feeds: FeedName[]): void {
      watchedFeeds = feeds;
      if (isOnline()) wire?.notify('feed:watch', { feeds });
    },
    /** Replaces the new posts that may still get a link preview: at most 20. They are emitted as `preview`. */
    watchPosts(ids: string[]): void {
      watchedPosts = ids;
      if (isOnline()) wire?.notify('post:watch', { ids });
    },
    /** Closes it permanently and rejects unsent messages. */
    close(): void {
      const previous = wire;
      stopAs('closed');
      previous?.terminate();
      stopWakeListener();
      queue.close(new RealtimeError({ code: 'closed', detail: 'The client was closed.' }));
    },
  };
}
