import { type Ack, type Frames, type FrameType, MAX_FRAME_BYTES } from '@chitlaq/protocol';
import type { Environment, SocketLike } from './environment.ts';
import { RealtimeError } from './error.ts';

interface PendingRequest {
  resolve(data: unknown): void;
  reject(error: RealtimeError): void;
  cancel(): void;
}

export type Wire = ReturnType<typeof openWire>;

/** One socket: matches answers to frames until it closes. Reports its end exactly once. */
export function openWire(
  environment: Environment,
  url: string,
  handlers: {
    open(): void;
    event(type: string, data: unknown): void;
    /** @param code of the closing frame; 0 if this side gave up */
    closed(code: number): void;
  },
) {
  const pending = new Map<string, PendingRequest>();
  let lastId = 0;
  let isOpen = false;
  let hasEnded = false;
  let lastFrameAt = environment.now();
  const socket: SocketLike = environment.open(url);

  const end = (code: number) => {
    if (hasEnded) return;
    hasEnded = true;
    isOpen = false;
    socket.onopen = socket.onmessage = socket.onclose = null;
    const all = [...pending.values()];
    pending.clear();
    handlers.closed(code);
    for (const pendingRequest of all) {
      pendingRequest.cancel();
      pendingRequest.reject(
        new RealtimeError({
          code: 'disconnected',
          detail: 'The connection was lost before the answer arrived.',
        }),
      );
    }
  };
  socket.onopen = () => {
    isOpen = true;
    lastFrameAt = environment.now();
    handlers.open();
  };
  socket.onclose = ({ code }) => end(code);
  socket.onerror = () => undefined; // a close follows
  socket.onmessage = ({ data }) => {
    lastFrameAt = environment.now();
    const frame = readFrame(data);
    if (frame === null) return;
    if (frame.type !== 'ack') return handlers.event(frame.type, frame.data);
    const ack = frame as unknown as Ack; // an acknowledgement by the protocol
    const pendingRequest = pending.get(ack.id);
    if (pendingRequest === undefined) return;
    pending.delete(ack.id);
    pendingRequest.cancel();
    if (ack.ok) pendingRequest.resolve(ack.data);
    else pendingRequest.reject(new RealtimeError(ack.error));
  };

  return {
    /** @throws RealtimeError: refused, `timeout` or `disconnected` */
    ask<Type extends FrameType>(
      type: Type,
      data: Frames[Type]['data'],
      timeoutMs: number,
    ): Promise<Frames[Type]['ack']> {
      if (!isOpen)
        return Promise.reject(new RealtimeError({ code: 'disconnected', detail: 'There is no connection.' }));
      const id = String(++lastId);
      const text = JSON.stringify({ type, id, data });
      // Sending it would close the connection, and so would each retry.
      if (new TextEncoder().encode(text).length > MAX_FRAME_BYTES)
        return Promise.reject(
          new RealtimeError({ code: 'frame_too_large', detail: 'This is too long to be sent.', status: 413 }),
        );
      return new Promise((resolve, reject) => {
        const cancel = environment.after(timeoutMs, () => {
          pending.delete(id);
          reject(new RealtimeError({ code: 'timeout', detail: 'The server did not answer in time.' }));
        });
        pending.set(id, { resolve: resolve as PendingRequest['resolve'], reject, cancel });
        socket.send(text);
      });
    },
    /** Sends a frame that needs no answer. */
    notify<Type extends FrameType>(type: Type, data: Frames[Type]['data']): void {
      if (isOpen) socket.send(JSON.stringify({ type, data }));
    },
    /** Milliseconds since the last received frame. */
    idleMs: (): number => environment.now() - lastFrameAt,
    /** Closes it and reports the end at once, because a dead network would not. */
    terminate(): void {
      if (hasEnded) return;
      end(0);
      try {
        socket.close(1000);
      } catch {
        // some browsers throw before it is open; it ends by itself
      }
    },
  };
}

function readFrame(data: unknown): { type: string; data?: unknown } | null {
  try {
    const frame = JSON.parse(String(data)) as { type?: unknown };
    return typeof frame?.type === 'string' ? (frame as { type: string }) : null;
  } catch {
    return null;
  }
}
