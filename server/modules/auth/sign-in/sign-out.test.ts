import type { KyselyPlugin } from 'kysely';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { otherProcess } from '../../../testing/other-process.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { auth } from '../index.ts';
import { viewerCacheOf } from './viewer-cache.ts';

const t = await testServer();
const other = await otherProcess(t);
afterAll(async () => {
  await other.close();
  await t.close();
});
afterEach(() => vi.restoreAllMocks());

const login = async (member: TestMember, password = member.password) =>
  t.anyone.post('/auth/login', { identifier: member.username, password });
const newMember = async (overrides: Parameters<typeof t.members>[1] = {}) =>
  (await t.members(1, overrides))[0] as TestMember;

/** Ways in which sessions end. Each returns the sessions that it ends. */
const ends: Record<string, (member: TestMember) => Promise<{ accessToken: string }[]>> = {
  'signing out': async (member) => {
    await t.as(member).post('/auth/logout');
    return [member];
  },
  'signing out everywhere': async (member) => {
    const second = await login(member);
    await t.as(second).get('/auth/me');
    await t.as(member).post('/auth/logout-all');
    return [member, second];
  },
  'ending one session': async (member) => {
    const second = await login(member);
    const { items } = await t.as(second).get('/auth/sessions');
    await t.as(second).delete(`/auth/sessions/${member.sessionId}`);
    expect(items).toHaveLength(2);
    return [member];
  },
  'a new password': async (member) => {
    const second = await login(member);
    await t.as(second).post('/auth/password/change', {
      currentPassword: member.password,
      newPassword: 'mor kestane bulut 71',
    });
    return [member];
  },
  'a refresh token that is used twice': async (member) => {
    const next = await t.anyone.post('/auth/refresh', { refreshToken: member.refreshToken });
    await t.anyone.post('/auth/refresh', { refreshToken: member.refreshToken });
    return [member, next];
  },
  'a suspension': async (member) => {
    const admin = await newMember({ roles: ['admin'] });
    await t.as(admin).put(`/admin/users/${member.id}/suspend`, { reason: 'Deneme' });
    return [member];
  },
  'an admin': async (member) => {
    const admin = await newMember({ roles: ['admin'] });
    await t.as(admin).delete(`/admin/users/${member.id}/sessions`);
    return [member];
  },
};

test.for(Object.entries(ends))('after the answer to %s no request is answered', async ([, end]) => {
  const ayse = await newMember();
  expect(await t.as(ayse).get('/auth/me')).toHaveProperty('user'); // cached from here on
  for (const session of await end(ayse)) {
    // At once, without waiting for the bus message.
    const [read, write] = await Promise.all([
      t.as(session).raw('GET', '/auth/me'),
      t.as(session).raw('POST', '/posts', { body: { content: 'Hâlâ burada' } }),
    ]);
    expect([401, 403]).toContain(read.status);
    expect([401, 403]).toContain(write.status);
  }
});

test('a revoked role does not count after the answer', async () => {
  const owner = await newMember({ roles: ['owner'] });
  const admin = await newMember({ roles: ['admin'] });
  expect((await t.as(admin).raw('GET', '/admin/overview')).status).toBe(200);
  await t.as(owner).put(`/admin/users/${admin.id}/roles`, { roles: [] });
  expect((await t.as(admin).raw('GET', '/admin/overview')).status).toBe(403);
});

test('another process is notified', async () => {
  const ayse = await newMember();
  expect(await other.as(ayse).get('/auth/me')).toHaveProperty('user');
  await t.as(ayse).post('/auth/logout');
  await expect.poll(() => other.as(ayse).get('/auth/me')).toMatchObject({ code: 'session_ended' });
});

test('if the message is lost another process refuses writes after a second, and reads after ten', async () => {
  const ayse = await newMember();
  expect(await other.as(ayse).get('/auth/me')).toHaveProperty('user');
  vi.spyOn(t.ctx.bus, 'publish').mockResolvedValue();
  await t.as(ayse).post('/auth/logout');
  const real = performance.now.bind(performance);
  let later = 1_001;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + later);
  expect(await other.as(ayse).post('/posts', { content: 'Hâlâ burada' })).toMatchObject({
    code: 'session_ended',
  });
  later = 10_001;
  expect(await other.as(ayse).get('/auth/me')).toMatchObject({ code: 'session_ended' });
});

/** A context whose database answers are delayed, as on a busy machine, until `go` is called. */
function slowContext() {
  let reached = () => {};
  let go = () => {};
  const queried = new Promise<void>((resolve) => (reached = resolve));
  const open = new Promise<void>((resolve) => (go = resolve));
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      reached();
      await open;
      return result;
    },
  };
  return { ctx: { ...t.ctx, db: t.ctx.db.withPlugin(plugin) }, queried, go };
}

describe('a session that is read while one ends', () => {
  const signOut = (member: TestMember) => t.as(member).post('/auth/logout');
  const suspend = async ({ id }: TestMember) => {
    const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
    await t.as(admin).put(`/admin/users/${id}/suspend`, { reason: 'Deneme' });
  };

  test.for([
    ['by a sign-out', signOut, 'session_ended'],
    ['by a suspension', suspend, 'account_suspended'],
  ] as const)('%s admits nobody', async ([_name, end, code]) => {
    const [ayse] = (await t.members(1)) as [TestMember];
    const { ctx, queried, go } = slowContext();
    const entry = auth.identifyWithExpiry(ctx, ayse.accessToken);
    const refused = expect(entry).rejects.toMatchObject({ code });
    await queried;
    await end(ayse);
    go();
    await refused;
    expect(viewerCacheOf(t.ctx).get(ayse.sessionId, false)).toBeUndefined();
  });

  test('admits its member if another session has ended', async () => {
    const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
    const { ctx, queried, go } = slowContext();
    const entry = auth.identifyWithExpiry(ctx, ayse.accessToken);
    await queried;
    await signOut(bora);
    go();
    expect(await entry).toMatchObject({ viewer: { id: ayse.id } });
    expect(viewerCacheOf(t.ctx).get(ayse.sessionId, false)).toMatchObject({ id: ayse.id });
  });
});
