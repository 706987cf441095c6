import type { Socket } from 'socket.io';
import type { OutgoingEvent } from '../../../platform/realtime.ts';
import { Connection } from '../connection.ts';
import type { Answer, Frame } from '../frames.ts';

/**
 * Maximum packets queued for a polling client; beyond it the connection is closed, and the client syncs
 * later.
 */
const MAX_WAITING_PACKETS = 1_000;

/** A Socket.IO client: the same events, with acknowledgements by its callbacks. */
export class SocketIoConnection extends Connection {
  readonly #socket: Socket;

  constructor(socket: Socket, now: number) {
    super(undefined, now);
    this.#socket = socket;
  }

  send(event: OutgoingEvent): void {
    const { writeBuffer } = this.#socket.conn as unknown as { writeBuffer: unknown[] }; // the engine's socket has it
    if (writeBuffer.length > MAX_WAITING_PACKETS) this.#socket.disconnect(true);
    else this.#socket.emit(event.type, event.data);
  }

  answer(frame: Frame, answer: Answer): void {
    if (frame.reply) frame.reply(answer);
    else if (!answer.ok) this.#socket.emit('error', { ...answer.error, frame: frame.type });
  }

  /** Socket.IO has no close codes, so an event tells the code before the disconnect. */
  close(code: number, reason: string): void {
    this.#socket.emit('closing', { code, reason });
    this.#socket.disconnect(true);
  }
}
