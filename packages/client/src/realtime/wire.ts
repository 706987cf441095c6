import type { Environment, SocketLike } from './environment.ts';
import { RealtimeError } from './error.ts';
import { type Ack, type Frames, type FrameType, MAX_FRAME_BYTES } from './protocol.ts';

interface Waiting {
  resolve(data: unknown): void;
  reject(error: RealtimeError): void;
  callOff(): void;
}

export type Wire = ReturnType<typeof openWire>;

/** One socket: frames with their answers, until it closes. Tells its end once, however it comes. */
export function openWire(
  environment: Environment,
  url: string,
  told: {
    open(): void;
    event(type: string, data: unknown): void;
    /** @param code of the closing frame; 0 when we gave up on it ourselves */
    closed(code: number): void;
  },
) {
  const waiting = new Map<string, Waiting>();
  let lastId = 0;
  let isOpen = false;
  let hasEnded = false;
  let heardAt = environment.now();
  const socket: SocketLike = environment.open(url);

  const end = (code: number) => {
    if (hasEnded) return;
    hasEnded = true;
    isOpen = false;
    socket.onopen = socket.onmessage = socket.onclose = null;
    const all = [...waiting.values()];
    waiting.clear();
    told.closed(code);
    for (const one of all) {
      one.callOff();
      one.reject(
        new RealtimeError({ code: 'disconnected', detail: 'The connection broke before the answer.' }),
      );
    }
  };
  socket.onopen = () => {
    isOpen = true;
    heardAt = environment.now();
    told.open();
  };
  socket.onclose = ({ code }) => end(code);
  socket.onerror = () => undefined; // a close follows
  socket.onmessage = ({ data }) => {
    heardAt = environment.now();
    const frame = read(data);
    if (frame === null) return;
    if (frame.type !== 'ack') return told.event(frame.type, frame.data);
    const ack = frame as unknown as Ack; // the server's word
    const one = waiting.get(ack.id);
    if (one === undefined) return;
    waiting.delete(ack.id);
    one.callOff();
    if (ack.ok) one.resolve(ack.data);
    else one.reject(new RealtimeError(ack.error));
  };

  return {
    /** @throws RealtimeError: refused, `timeout` or `disconnected` */
    ask<Type extends FrameType>(
      type: Type,
      data: Frames[Type]['data'],
      withinMs: number,
    ): Promise<Frames[Type]['ack']> {
      if (!isOpen)
        return Promise.reject(new RealtimeError({ code: 'disconnected', detail: 'There is no connection.' }));
      const id = String(++lastId);
      const text = JSON.stringify({ type, id, data });
      // Sent, it would cost the connection, and so would each try after it.
      if (new TextEncoder().encode(text).length > MAX_FRAME_BYTES)
        return Promise.reject(
          new RealtimeError({ code: 'frame_too_large', detail: 'This is too long to be sent.', status: 413 }),
        );
      return new Promise((resolve, reject) => {
        const callOff = environment.after(withinMs, () => {
          waiting.delete(id);
          reject(new RealtimeError({ code: 'timeout', detail: 'The server did not answer in time.' }));
        });
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, callOff });
        socket.send(text);
      });
    },
    /** Sends what needs no answer. */
    say<Type extends FrameType>(type: Type, data: Frames[Type]['data']): void {
      if (isOpen) socket.send(JSON.stringify({ type, data }));
    },
    /** Milliseconds since something was heard. */
    silence: (): number => environment.now() - heardAt,
    /** Closes it and tells so at once: a dead network would not. */
    drop(): void {
      if (hasEnded) return;
      end(0);
      try {
        socket.close(1000);
      } catch {
        // not open yet in some browsers; it ends by itself
      }
    },
  };
}

function read(data: unknown): { type: string; data?: unknown } | null {
  try {
    const frame = JSON.parse(String(data)) as { type?: unknown };
    return typeof frame?.type === 'string' ? (frame as { type: string }) : null;
  } catch {
    return null;
  }
}
