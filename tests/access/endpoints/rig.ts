import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, describe, expect, test } from 'vitest';
import { auth } from '../../../server/modules/auth/index.ts';
import { signAccessToken } from '../../../server/modules/auth/sign-in/tokens.ts';
import { makePost } from '../../../server/modules/content/factory.ts';
import { makePicture } from '../../../server/modules/media/factory.ts';
import { makeGroup, makeMessage } from '../../../server/modules/messaging/factory.ts';
import { softwareAuthenticator } from '../../../server/testing/authenticator.ts';
import { type TestMember, testServer } from '../../../server/testing/server.ts';
import type { ApiServer } from '../../stack/server.ts';

/*
 * Every endpoint × every kind of caller: each module has a file with the table of its endpoints. An endpoint that is missing in
 * the table fails the test: its access must be decided, not forgotten.
 */

const callers = [
  'nobody',
  'expired',
  'suspended',
  'leaving',
  'waiting',
  'other',
  'blocked',
  'owner',
  'moderator',
  'admin',
] as const;
type Caller = (typeof callers)[number];
export type Row = Record<Caller, number> & {
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** The code of a 403 for a suspended member, of a route that serves them. */
  suspendedCode?: string;
};

/** For anybody, with or without a valid token. */
export const open = (status: number, body?: unknown): Row => ({
  nobody: status,
  expired: status,
  suspended: status,
  leaving: status,
  waiting: status,
  other: status,
  blocked: status,
  owner: status,
  moderator: status,
  admin: status,
  body,
});
/** For signed-in callers; `own` if the owner of the resource gets another response, `hidden` for a blocked member. */
export const member = (
  status: number,
  options: {
    own?: number;
    blocked?: number;
    moderator?: number;
    body?: unknown;
    headers?: Record<string, string>;
  } = {},
): Row => ({
  nobody: 401,
  expired: 401,
  suspended: 403,
  leaving: 403,
  waiting: 403,
  other: status,
  blocked: options.blocked ?? status,
  owner: options.own ?? status,
  moderator: options.moderator ?? status,
  admin: options.moderator ?? status,
  body: options.body,
  headers: options.headers,
});
export const adminOnly = (status: number, body?: unknown): Row => ({
  nobody: 401,
  expired: 401,
  suspended: 403,
  leaving: 403,
  waiting: 403,
  other: 403,
  blocked: 403,
  owner: 403,
  moderator: 403,
  admin: status,
  body,
});

/** For signed-in callers and, alone of all, for those who are suspended, leaving or waiting for staff. */
export const account = (status: number, body?: unknown): Row => ({
  ...member(status, { body }),
  suspended: status,
  leaving: status,
  waiting: status,
});

export const tus = { 'tus-resumable': '1.0.0' };

type Api = Record<string, Record<string, { 'x-module'?: string }>>;
/** The documented endpoints as `GET /path`, each with its module; `platform` has those that belong to no module. */
export const documented = Object.entries(openapi.paths as Api).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    key: `${method.toUpperCase()} ${path}`,
    module: operation['x-module'] ?? 'platform',
  })),
);

/** `npm run test:stack` runs the tables on its stack, where a request passes Nginx, the roles and PgBouncer. */
const openServer = async (): Promise<ApiServer> =>
  process.env.STACK_FOLDER ? (await import('../../stack/server.ts')).stackServer() : preparedServer();

/** With the legal texts, as every campus has them. */
async function preparedServer(): Promise<ApiServer> {
  const t = await testServer();
  await auth.publishShippedTexts(t.ctx);
  return t;
}

/**
 * Tests each endpoint of a module for each kind of caller, on a server of its own or on the stack. In each path `{id}` is the owner, or the
 * owner's post, file, upload, session or request. Statuses are those of a well-formed request.
 */
export async function testEndpoints(module: string, table: Record<string, Row>): Promise<ApiServer> {
  const t = await openServer();
  afterAll(t.close);

  test(`the table has every endpoint of ${module}, and no other`, () => {
    const named = new Set(Object.keys(table).map((key) => key.replace(/\?.*/, '')));
    const expected = documented.filter((endpoint) => endpoint.module === module).map(({ key }) => key);
    expect([...named].sort()).toEqual(expected.sort());
  });

  const shared = makeScene(t);
  describe.each(Object.entries(table))('%s', (key, row) => {
    test.each(callers)('for %s', async (kind) => {
      const [method = '', pattern = ''] = key.split(' ');
      const scene = changesNothing(method, row[kind]) ? shared : makeScene(t);
      const token = await scene.token[kind]();
      const url = await scene.pathOf(pattern);
      const response = await t.anyone.raw(method as 'GET', url.startsWith('/api') ? url : `/${url}`, {
        ...(row.body === undefined ? {} : { body: row.body }),
        headers: { ...row.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      });
      expect({
        status: response.status,
        code: response.status >= 400 ? response.body.code : undefined,
      }).toMatchObject({ status: row[kind] });
      if (row[kind] === 401 && !key.includes('login') && !key.includes('refresh')) {
        expect(response.body.code).toBe(kind === 'expired' ? 'token_expired' : 'not_signed_in');
      }
      if (kind === 'suspended' && row[kind] === 403)
        expect(response.body.code).toBe(row.suspendedCode ?? 'account_suspended');
      if (kind === 'waiting' && row[kind] === 403) expect(response.body.code).toBe('account_waiting');
      if (kind === 'leaving' && row[kind] === 403) expect(response.body.code).toBe('account_deactivated');
    });
  });
  return t;
}

/** Requests that change nothing share one scene. A 422 may: an account counts wrong passwords. */
const changesNothing = (method: string, status: number) =>
  method === 'GET' || [401, 403, 404].includes(status);

interface Scene {
  token: Record<Caller, () => Promise<string | undefined>>;
  /** A path of the table, with ids. */
  pathOf(pattern: string): Promise<string>;
}

/** An owner with a post and more, and the callers. Each is made when it is needed. */
function makeScene(t: ApiServer): Scene {
  const makeMember = async (overrides = {}) => (await t.members(1, overrides))[0] as TestMember;
  const owner = lazy(async () => {
    const made = await makeMember();
    return { ...made, postId: (await makePost(t, { author: made })).id };
  });
  const other = lazy(() => makeMember());
  // Signed in after the suspension: sessions from before have ended.
  const suspended = lazy(async () => {
    const { id, username: identifier, password } = await makeMember();
    await t.as(await admin()).put(`/admin/users/${id}/suspend`, { reason: 'Deneme' });
    return t.anyone.post('/auth/login', { identifier, password });
  });
  const leaving = lazy(async () => {
    const made = await makeMember();
    const { username: identifier, password } = made;
    await t.as(made).raw('DELETE', '/users/me', { body: { password } });
    return t.anyone.post('/auth/login', { identifier, password });
  });
  // The flag keeps the job waiting that lets in who needs nobody's look: on the stack it runs each minute.
  const waiting = lazy(async () => {
    const made = await makeMember();
    await t.ctx.pool.query("update auth.users set status = 'pending' where id = $1", [made.id]);
    await t.ctx.pool.query(
      `insert into auth.applications (user_id, university_id, wanted_username, flags, applied_at, erase_at)
        values ($1, $2, $3, '{name_of_member}', now(), now() + interval '1 day')`,
      [made.id, made.universityId, made.username],
    );
    return made;
  });
  const blocked = lazy(async () => {
    const made = await makeMember();
    await t.as(await owner()).put(`/users/${made.id}/block`);
    return made;
  });
  const moderator = lazy(() => makeMember({ roles: ['moderator'] }));
  const admin = lazy(() => makeMember({ roles: ['admin'] }));

  // Of these the caller is a participant only if they are the owner.
  const conversation = lazy(async () => (await makeGroup(t, [await owner(), await makeMember()])).id);
  /** The owner's thing for `{id}`, by the part of the path before it. */
  const ids: Record<string, () => Promise<string>> = {
    posts: async () => (await owner()).postId,
    conversations: conversation,
    messages: lazy(async () => (await makeMessage(t, await owner(), { id: await conversation() })).id),
    // Another session than the one that calls.
    sessions: lazy(async () => {
      const { username: identifier, password } = await owner();
      const entry = await t.anyone.post('/auth/login', { identifier, password });
      const { items } = await t.as(entry).get('/auth/sessions');
      return items.find((session: { current: boolean }) => session.current).id;
    }),
    passkeys: lazy(async () => {
      const as = t.as(await owner());
      return (
        await as.post(
          '/auth/passkeys',
          softwareAuthenticator({ site: t.ctx.config.publicUrl }).create(
            await as.post('/auth/passkeys/options'),
          ),
        )
      ).id;
    }),
    media: lazy(async () => (await makePicture(t, await owner())).id),
    uploads: lazy(async () => {
      const headers = { ...tus, 'upload-length': '9' };
      return (await t.as(await owner()).post('/media/uploads', undefined, headers)).id;
    }),
    exports: lazy(async () => (await t.as(await owner()).post('/conversations/exports', {})).id),
  };

  return {
    token: {
      nobody: async () => undefined,
      expired: async () => expiredToken(t, await other()),
      suspended: async () => (await suspended()).accessToken,
      leaving: async () => (await leaving()).accessToken,
      waiting: async () => (await waiting()).accessToken,
      other: async () => (await other()).accessToken,
      blocked: async () => (await blocked()).accessToken,
      owner: async () => (await owner()).accessToken,
      moderator: async () => (await moderator()).accessToken,
      admin: async () => (await admin()).accessToken,
    },
    async pathOf(pattern) {
      if (!pattern.includes('{')) return pattern;
      const { id, username, postId } = await owner();
      const [, kind = ''] = /\/(\w+)\/\{id\}/.exec(pattern) ?? [];
      return pattern
        .replace('{id}', (await ids[kind]?.()) ?? id)
        .replace('{idOrUsername}', username)
        .replace('{tag}', 'kampus')
        .replace('{postId}', postId)
        .replace('{pictureId}', postId)
        .replace('{userId}', id)
        .replace('{inviteId}', id)
        .replace('{emoji}', encodeURIComponent('👍'))
        .replace('{ruleId}', id)
        .replace('{boardId}', id)
        .replace('{threadId}', id)
        .replace('{role}', 'staff')
        .replace('{document}', 'terms')
        .replace('{name}', 'authority');
    },
  };
}

/** Calls `make` at the first call and returns the same promise afterwards. */
function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** An expired token: moves the clock only while it is signed. */
async function expiredToken(t: ApiServer, { id, sessionId }: TestMember): Promise<string> {
  t.clock.advance(-3_600_000);
  const token = await signAccessToken(t.ctx, id, sessionId);
  t.clock.advance(3_600_000);
  return token;
}
