import type { Ack, Events, EventType, Frames, FrameType } from '@chitlaq/protocol';
import WebSocket from 'ws';

interface ReceivedEvent {
  type: string;
  data: unknown;
}

/** A bare test socket: sends frames and records what it receives. */
export interface Device {
  socket: WebSocket;
  received: ReceivedEvent[];
  closed: Promise<number>;
  send(frame: unknown): void;
  requestAck<Type extends FrameType>(type: Type, data: unknown): Promise<Ack<Frames[Type]['ack']>>;
  /** The data of a frame's acknowledgement. Throws if the frame is refused. */
  request<Type extends FrameType>(type: Type, data: Frames[Type]['data']): Promise<Frames[Type]['ack']>;
  /** Data of all events of a type so far, in order. */
  events<Type extends EventType>(type: Type): Events[Type][];
  close(): Promise<void>;
}

/** Opens a socket, and signs it in if a token is given. */
export async function openDevice(
  url: string,
  token?: string,
  headers: Record<string, string> = {},
): Promise<Device> {
  const socket = new WebSocket(url, { headers });
  const received: ReceivedEvent[] = [];
  const waiting = new Map<string, (ack: Ack) => void>();
  let lastId = 0;
  socket.on('message', (raw) => {
    const frame = JSON.parse(raw.toString()) as ReceivedEvent & Ack;
    if (frame.type !== 'ack') received.push(frame);
    else {
      waiting.get(frame.id)?.(frame);
      waiting.delete(frame.id);
    }
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const device: Device = {
    socket,
    received,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    requestAck(type, data) {
      const id = `ask ${++lastId}`;
      return new Promise((resolve, reject) => {
        waiting.set(id, resolve as (ack: Ack) => void);
        void closed.then((code) => reject(new Error(`closed with ${code} before an answer to ${type}`)));
        device.send({ type, id, data });
      });
    },
    async request(type, data) {
      const ack = await device.requestAck(type, data);
      if (!ack.ok) throw new Error(`${type} was refused: ${JSON.stringify(ack.error)}`);
      return ack.data;
    },
    events: (type) =>
      received.filter((event) => event.type === type).map(({ data }) => data as Events[typeof type]),
    async close() {
      socket.close();
      await closed;
    },
  };
  if (token !== undefined) await device.request('auth', { token });
  return device;
}
