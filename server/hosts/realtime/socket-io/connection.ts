import type { Socket } from 'socket.io';
import { Connection } from '../connection.ts';
import type { Answer, Frame, OutgoingEvent } from '../frames.ts';

/** Packets that may wait for a client that fetches them by requests; past it it is closed, and catches up. */
const MAX_WAITING_PACKETS = 1_000;

/** A client that speaks Socket.IO: the same events, and acknowledgements by its own callbacks. */
export class SocketIoConnection extends Connection {
  readonly #socket: Socket;

  constructor(socket: Socket, now: number) {
    super(undefined, now);
    this.#socket = socket;
  }

  send(event: OutgoingEvent): void {
    const { writeBuffer } = this.#socket.conn as unknown as { writeBuffer: unknown[] }; // of the engine's socket
    if (writeBuffer.length > MAX_WAITING_PACKETS) this.#socket.disconnect(true);
    else this.#socket.emit(event.type, event.data);
  }

  answer(frame: Frame, answer: Answer): void {
    if (frame.reply) frame.reply(answer);
    else if (!answer.ok) this.#socket.emit('error', { ...answer.error, frame: frame.type });
  }

  /** Socket.IO knows no close codes: it is said in an event before. */
  close(code: number, reason: string): void {
    this.#socket.emit('closing', { code, reason });
    this.#socket.disconnect(true);
  }
}
