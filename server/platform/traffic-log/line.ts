import { hash } from 'node:crypto';

/** What the log keeps of one request or socket. Never a body, a query, a name or a browser. */
export interface TrafficLine {
  time: string;
  /** Of the client, as the named proxies pass it on. */
  address: string;
  /** Null if a proxy did not pass it on. */
  port: number | null;
  method: string;
  /** The route with the names of its parameters, such as `/api/v1/posts/{id}`; `/ws` for sockets. */
  route: string;
  /** Null for a socket that opens or closes. */
  status: number | null;
  member: string | null;
  /** Of the id of the session: it joins lines of one session, and is no key to it. */
  session: string | null;
  request: string | null;
}
/** The first line of each file. */
export interface Opening {
  format: 'chitlaq-traffic-1';
  opened: string;
  process: string;
  /** Where the requests went, the same for all of them. */
  destination: string;
}
/** Stands where lines are missing, because the disk did not take them in time. */
export interface Gap {
  time: string;
  dropped: number;
}

const CHAIN_CHARACTERS = 22;

export const sha256 = (data: string | Buffer): string => hash('sha256', data, 'hex');

export const hashSession = (sessionId: string): string => sha256(sessionId).slice(0, 24);

/** What a chain begins with: the name of its file, so that no file can stand for another. */
export const chainStart = (file: string): string => chainAfter('', file);

/** Each line ends with 132 bits of the SHA-256 of all lines up to it. */
export const chainAfter = (chain: string, body: string): string =>
  hash('sha256', chain + body, 'base64url').slice(0, CHAIN_CHARACTERS);

export const lineOf = (body: string, chain: string): string => `${body}\t${chain}\n`;

/** The parts of a line without its line break; undefined if it has not two. */
export function partsOf(line: string): { body: string; chain: string } | undefined {
  const at = line.lastIndexOf('\t');
  return at < 0 ? undefined : { body: line.slice(0, at), chain: line.slice(at + 1) };
}
