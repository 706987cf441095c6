import { LONGEST_TIMER_MS } from '../longest-timer.ts';

/** The part of a WebSocket that is used; browsers, Node and the package `ws` provide it. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** Time, randomness and the network; tests replace them. */
export interface Environment {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Runs a callback later. @returns a function that cancels it */
  after(ms: number, callback: () => void): () => void;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
  open(url: string): SocketLike;
  /** Calls back when the network or the user may be back. @returns a function that unsubscribes */
  onWake(callback: () => void): () => void;
}

interface Globals {
  WebSocket?: new (url: string) => SocketLike;
  document?: { visibilityState: string } & EventTargetLike;
}
interface EventTargetLike {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

/** @param WebSocket  for platforms without a global one: Node 20 with the package `ws` */
export function realEnvironment(WebSocket?: new (url: string) => SocketLike): Environment {
  const globals = globalThis as unknown as Globals & EventTargetLike;
  return {
    now: () => performance.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
    random: Math.random,
    open(url) {
      const Socket = WebSocket ?? globals.WebSocket;
      if (!Socket) throw new Error('There is no WebSocket here: give one in the options.');
      return new Socket(url);
    },
    onWake(callback) {
      const { document } = globals;
      const onVisible = () => {
        if (document?.visibilityState === 'visible') callback();
      };
      globals.addEventListener?.('online', callback);
      document?.addEventListener?.('visibilitychange', onVisible);
      return () => {
        globals.removeEventListener?.('online', callback);
        document?.removeEventListener?.('visibilitychange', onVisible);
      };
    },
  };
}

/** A random UUID version 4. Unlike `crypto.randomUUID`, it needs no secure context. */
export function randomId(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
