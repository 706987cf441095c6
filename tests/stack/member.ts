import { connectRealtime } from '@chitlaq/client/realtime';
import { expect, vi } from 'vitest';
import WebSocket from 'ws';
import type { openMailbox } from '../../server/testing/mailbox.ts';
import { owner } from './form.ts';
import { call, certificate, DOOR, lookup, published, SITE, SOCKETS } from './site.ts';

export const DOMAIN = 'bogazici.edu.tr';
export const PASSWORD = 'mor kestane bulut 71';

/** The header that opens the door of the administration. */
export const door = {
  authorization: `Basic ${Buffer.from(`${DOOR.user}:${DOOR.password}`).toString('base64')}`,
};

export interface Member {
  id: string;
  username: string;
  token: string;
}
export const api = (path: string) => `/api/v1${path}`;

/** Opens the university to its students, and makes the member of this name an owner, who may come later if there is none yet. */
export async function openToStudents(username: string): Promise<void> {
  await owner('--address', `${username}@${DOMAIN}`, '--open');
}

/** Registers a member by mail, through TLS. */
export async function join(
  mailbox: Awaited<ReturnType<typeof openMailbox>>,
  username: string,
): Promise<Member> {
  const email = `${username}@${DOMAIN}`;
  const details = { username, displayName: 'Işıl Şahin', password: PASSWORD };
  const registered = await call('POST', api('/auth/register'), { body: { email, ...details } });
  expect(registered.status, registered.bytes.toString()).toBe(202);
  await vi.waitFor(() => expect(mailbox.to(email)?.text).toMatch(/: \d{6}$/m), {
    timeout: 30_000,
    interval: 200,
  });
  const code = mailbox.to(email)?.text?.match(/: (\d{6})$/m)?.[1] ?? '';
  const verified = await call('POST', api('/auth/verify-email'), { body: { email, code, ...details } });
  expect(verified.status, verified.bytes.toString()).toBe(200);
  return { id: verified.body.user.id, username, token: verified.body.accessToken };
}

/** Signs a member in again: an access token lasts a quarter of an hour, and some tests take longer. */
export async function signIn(member: Member): Promise<void> {
  const body = { identifier: member.username, password: PASSWORD };
  const signedIn = await call('POST', api('/auth/login'), { body });
  expect(signedIn.status, signedIn.bytes.toString()).toBe(200);
  member.token = signedIn.body.accessToken;
}

/** The conversation of two members, which the second has accepted. @returns its id */
export async function conversationOf(one: Member, other: Member): Promise<string> {
  const body = { type: 'direct', participantIds: [other.id] };
  const { body: conversation } = await call('POST', api('/conversations'), { token: one.token, body });
  await call('PUT', api(`/conversations/${conversation.id}/accept`), { token: other.token });
  return conversation.id;
}

class Socket extends WebSocket {
  constructor(url: string, protocols?: string | string[]) {
    const localAddress = published.from;
    super(url, protocols, { ca: certificate(), lookup, localAddress, origin: `https://${SITE}` });
  }
}
/** A member's socket through Nginx. */
export const socketOf = (member: Member) =>
  connectRealtime(SOCKETS, { token: async () => member.token, WebSocket: Socket as never });

/** The same, once it is open. */
export async function openSocket(member: Member) {
  const client = socketOf(member);
  await expect.poll(() => client.state.name, { timeout: 20_000 }).toBe('online');
  return client;
}
