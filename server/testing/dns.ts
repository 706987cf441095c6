import { createSocket } from 'node:dgram';
import { once } from 'node:events';

type RecordType = 'A' | 'AAAA' | 'TXT' | 'MX' | 'PTR';
const TYPES: Record<RecordType, number> = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 };
const RESPONSE = 0x8400;
const SERVER_FAILED = 2;
const NO_SUCH_NAME = 3;
/** The name of the question. */
const POINTER = Buffer.from([0xc0, 12]);

/** By type and name, as in `MX kampus.example`; an MX as `10 host`. */
export type Zone = Partial<Record<`${RecordType} ${string}`, readonly string[]>>;

export interface DnsServer {
  /** As in 127.0.0.1:40000. */
  address: string;
  zone: Zone;
  /** `silent` drops questions, `failing` answers SERVFAIL. */
  state: 'works' | 'silent' | 'failing';
  questions: string[];
  close(): Promise<void>;
}

/** A DNS server on this machine that knows a few records. */
export async function dnsServer(): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const server: DnsServer = {
    address: `127.0.0.1:${socket.address().port}`,
    zone: {},
    state: 'works',
    questions: [],
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
  socket.on('message', (query, { port, address }) => {
    if (server.state === 'silent') return;
    const { name, type, end } = readQuestion(query);
    server.questions.push(`${type} ${name}`);
    const found = Object.entries(server.zone).filter(([key]) => key.split(' ')[1] === name);
    const values = server.state === 'works' ? (server.zone[`${type} ${name}`] ?? []) : [];
    const code = server.state === 'failing' ? SERVER_FAILED : found.length === 0 ? NO_SUCH_NAME : 0;
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(RESPONSE | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(values.length, 6);
    const answers = values.map((value) => encodeAnswer(type, value));
    socket.send(Buffer.concat([head, query.subarray(12, end), ...answers]), port, address);
  });
  return server;
}

function readQuestion(query: Buffer): { name: string; type: RecordType; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const number = query.readUInt16BE(at + 1);
  const type = (Object.keys(TYPES) as RecordType[]).find((one) => TYPES[one] === number) ?? 'TXT';
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 };
}

function encodeAnswer(type: RecordType, value: string): Buffer {
  const data = encodeData(type, value);
  const head = Buffer.alloc(10);
  head.writeUInt16BE(TYPES[type], 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([POINTER, head, data]);
}

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function encodeData(type: RecordType, value: string): Buffer {
  switch (type) {
    case 'A':
      return Buffer.from(value.split('.').map(Number));
    case 'AAAA': {
      const [before = '', after = ''] = value.split('::');
      const groups = (part: string) => part.split(':').filter(Boolean);
      const missing = 8 - groups(before).length - groups(after).length;
      const all = [...groups(before), ...Array.from({ length: missing }, () => '0'), ...groups(after)];
      return Buffer.from(
        all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
      );
    }
    case 'TXT': {
      // Strings of at most 255 bytes, which readers join.
      const parts = value.match(/.{1,200}/gs) ?? [];
      return Buffer.concat(
        parts.map((part) => Buffer.concat([Buffer.from([Buffer.byteLength(part)]), Buffer.from(part)])),
      );
    }
    case 'MX': {
      const [preference = '0', host = ''] = value.split(' ');
      const head = Buffer.alloc(2);
      head.writeUInt16BE(Number(preference));
      return Buffer.concat([head, encodeName(host)]);
    }
    case 'PTR':
      return encodeName(value);
  }
}
