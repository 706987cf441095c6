import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeFollow } from '../../social/factory.ts';
import { CONDITIONS, trustLevel } from './level.ts';
import { refreshStaleTrust } from './service.ts';

const t = await testServer({ RATE_LIMITS: 'on' });
afterAll(t.close);

const facts = fc.record({
  ageDays: fc.integer({ min: 0, max: 200 }),
  hasDepartment: fc.boolean(),
  contacts: fc.integer({ min: 0, max: 10 }),
  decisions: fc.integer({ min: 0, max: 5 }),
});

test.for([
  [{ ageDays: 0, hasDepartment: true, contacts: 10, decisions: 0 }, 0],
  [{ ageDays: 3, hasDepartment: false, contacts: 0, decisions: 0 }, 1],
  [{ ageDays: 14, hasDepartment: true, contacts: 3, decisions: 0 }, 2],
  [{ ageDays: 14, hasDepartment: false, contacts: 3, decisions: 0 }, 1],
  [{ ageDays: 60, hasDepartment: true, contacts: 10, decisions: 0 }, 3],
  [{ ageDays: 60, hasDepartment: true, contacts: 10, decisions: 2 }, 1],
  [{ ageDays: 60, hasDepartment: true, contacts: 10, decisions: 9 }, 0],
] as const)('%o is level %i', ([fact, level]) => expect(trustLevel(fact)).toBe(level));

test('more age, contacts or a department never lower the level, and a decision never raises it', () => {
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      const better = {
        ageDays: Math.max(one.ageDays, other.ageDays),
        hasDepartment: one.hasDepartment || other.hasDepartment,
        contacts: Math.max(one.contacts, other.contacts),
        decisions: Math.min(one.decisions, other.decisions),
      };
      expect(trustLevel(better)).toBeGreaterThanOrEqual(trustLevel(one));
      expect(trustLevel(one)).toBeGreaterThanOrEqual(0);
      expect(trustLevel(one)).toBeLessThanOrEqual(CONDITIONS.length);
    }),
  );
});

const made = async (count: number) => t.members(count);
const aged = (member: TestMember, days: number) =>
  t.ctx.pool.query('update auth.users set created_at = now() - make_interval(days => $2) where id = $1', [
    member.id,
    days,
  ]);
const trust = (member: TestMember) => t.as(member).get('/users/me/trust');

test('the level grows with the account and opens rights; a decision lowers it, and an upheld appeal gives it back', async () => {
  const [ayse, ...others] = (await made(4)) as [TestMember, ...TestMember[]];
  expect(await trust(ayse)).toMatchObject({
    level: 0,
    maxLevel: 3,
    decisions: 0,
    next: { level: 1, ageDays: { have: 0, need: 3 } },
  });
  await aged(ayse, 20);
  expect(await trust(ayse)).toMatchObject({ level: 1, next: { level: 2, contacts: { have: 0, need: 3 } } });
  await t.as(ayse).patch('/users/me', { department: 'Makine Mühendisliği' });
  for (const other of others) {
    await makeFollow(t, ayse, other);
    await makeFollow(t, other, ayse);
  }
  await t.settled();
  const { rows } = await t.ctx.pool.query('select level from social.trust where member_id = $1', [ayse.id]);
  expect(rows).toEqual([{ level: 2 }]);
  expect((await trust(ayse)).rights.every(({ open }: { open: boolean }) => open)).toBe(true);

  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const [moderator] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const warning = { reason: 'Bunu yapma.', rule: 'spam' };
  expect((await t.as(admin).raw('POST', `/admin/users/${ayse.id}/warn`, { body: warning })).status).toBe(204);
  await t.settled();
  expect(await trust(ayse)).toMatchObject({ level: 1, decisions: 1 });
  const [{ id: decisionId }] = (await t.as(ayse).get('/users/me/decisions')).items;
  const appeal = await t.as(ayse).post('/appeals', { decisionId, text: 'Ben yapmadım.' });
  await t.as(moderator).patch(`/admin/appeals/${appeal.id}`, { outcome: 'upheld', answer: 'Haklısın.' });
  await t.settled();
  expect(await trust(ayse)).toMatchObject({ level: 2, decisions: 0 });
});

test('accepted requests count as contacts', async () => {
  const [ayse, bora] = (await made(2)) as [TestMember, TestMember];
  const { id } = await t.as(ayse).post('/conversations', { type: 'direct', participantIds: [bora.id] });
  await t.as(ayse).post(`/conversations/${id}/messages`, { clientId: 'a', content: 'Merhaba' });
  await aged(ayse, 5);
  expect((await trust(ayse)).next.contacts.have).toBe(0);
  await t.as(bora).put(`/conversations/${id}/accept`);
  expect((await trust(ayse)).next.contacts.have).toBe(1);
});

test('the job computes every member, and again after a day', async () => {
  const [ayse] = (await made(1)) as [TestMember];
  await aged(ayse, 4);
  await refreshStaleTrust(t.ctx);
  const stored = async () =>
    (await t.ctx.pool.query('select level from social.trust where member_id = $1', [ayse.id])).rows[0].level;
  expect(await stored()).toBe(1);
  const { rows } = await t.ctx.pool.query(
    "select count(*)::int as missing from auth.users where status = 'active' and id not in (select member_id from social.trust)",
  );
  expect(rows).toEqual([{ missing: 0 }]);
  await aged(ayse, 0);
  await refreshStaleTrust(t.ctx);
  expect(await stored()).toBe(1);
  await t.ctx.pool.query("update social.trust set computed_at = now() - interval '2 days'");
  await refreshStaleTrust(t.ctx);
  expect(await stored()).toBe(0);
});

/** Each right: what a new account is refused, with the field; and how it is used. */
const rights: Record<string, (member: TestMember) => Promise<{ status: number; body: object }>> = {
  'content of a link to a stranger': async (member) => {
    const [stranger] = (await made(1)) as [TestMember];
    const { id } = await t
      .as(member)
      .post('/conversations', { type: 'direct', participantIds: [stranger.id] });
    const body = { clientId: 'a', content: 'Bak https://example.com' };
    return t.as(member).raw('POST', `/conversations/${id}/messages`, { body });
  },
  'content of six mentions': async (member) => {
    const names = (await made(6)).map(({ username }) => `@${username}`);
    return t.as(member).raw('POST', '/posts', { body: { content: names.join(' ') } });
  },
  'participantIds of a large group': async (member) => {
    const participantIds = (await made(20)).map(({ id }) => id);
    return t
      .as(member)
      .raw('POST', '/conversations', { body: { type: 'group', name: 'Grup', participantIds } });
  },
  'an invitation': async (member) => {
    const [other] = (await made(1)) as [TestMember];
    const body = { type: 'group', name: 'Grup', participantIds: [other.id] };
    const { id } = await t.as(member).post('/conversations', body);
    const invite = { expiresInSeconds: 3_600, maxUses: 5 };
    return t.as(member).raw('POST', `/conversations/${id}/invites`, { body: invite });
  },
};

test.for(Object.keys(rights))('%s is refused to a new account and open to a known one', async (name) => {
  const [fresh, known] = (await made(2)) as [TestMember, TestMember];
  await aged(known, 30);
  const use = rights[name]!;
  const [field] = name.split(' of ');
  const refused = await use(fresh);
  expect(refused).toMatchObject({ status: 403, body: { code: 'trust_too_low' } });
  if (name.includes(' of ')) expect(refused.body).toMatchObject({ errors: [{ path: field }] });
  expect((await use(known)).status).toBe(201);
});

test('a link is not added by an edit, and is free once the request is accepted', async () => {
  const [ayse, bora] = (await made(2)) as [TestMember, TestMember];
  const { id } = await t.as(ayse).post('/conversations', { type: 'direct', participantIds: [bora.id] });
  const sent = await t.as(ayse).post(`/conversations/${id}/messages`, { clientId: 'a', content: 'Merhaba' });
  expect(await t.as(ayse).patch(`/messages/${sent.id}`, { content: 'https://example.com' })).toMatchObject({
    code: 'trust_too_low',
  });
  await t.as(bora).put(`/conversations/${id}/accept`);
  expect(await t.as(ayse).patch(`/messages/${sent.id}`, { content: 'https://example.com' })).toMatchObject({
    content: 'https://example.com',
  });
});

test('nobody sees the level of somebody else', async () => {
  const [ayse, bora] = (await made(2)) as [TestMember, TestMember];
  await refreshStaleTrust(t.ctx);
  const answers = await Promise.all(
    [`/users/${ayse.username}`, `/search/users?q=${ayse.username}`].map((path) => t.as(bora).get(path)),
  );
  expect(JSON.stringify(answers)).not.toMatch(/trust|level/i);
});
