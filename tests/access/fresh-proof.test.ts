import { afterAll, beforeAll, expect, test } from 'vitest';
import { auth } from '../../server/modules/auth/index.ts';
import { makePost } from '../../server/modules/content/factory.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

/* What a session that was left open may not do: dangerous staff acts need a proof of the last 15 minutes (docs/adr/0109). */

let t: TestServer;
let admin: TestMember;
const MINUTE_MS = 60_000;

beforeAll(async () => {
  t = await testServer();
  await auth.publishShippedTexts(t.ctx);
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
});
afterAll(() => t.close());

const member = async () => (await t.members(1))[0] as TestMember;
const inDays = (days: number) => new Date(t.ctx.clock().getTime() + days * 86_400_000).toISOString();
const rule = { titleTr: 'Kural', titleEn: 'Rule', textTr: 'Metin', textEn: 'Text' };
async function reported() {
  const author = await member();
  const { id } = await makePost(t, { author });
  await t.as(await member()).post('/reports', { subjectType: 'post', subjectId: id, reason: 'spam' });
  const { rows } = await t.ctx.pool.query('select id from moderation.reports where subject_id = $1', [id]);
  return rows[0].id as string;
}
type Request = readonly ['PUT' | 'POST' | 'PATCH' | 'DELETE', string, object?];
const decide = async (body: object): Promise<Request> => [
  'PATCH',
  `/admin/reports/${await reported()}`,
  { note: 'Not', rule: 'spam', ...body },
];
const suspension = async (body: object): Promise<Request> => [
  'PUT',
  `/admin/users/${(await member()).id}/suspend`,
  { reason: 'Deneme', ...body },
];

const DANGEROUS: Record<string, () => Promise<Request>> = {
  'accepting a campus': async () => [
    'POST',
    '/admin/accepted-campuses',
    { name: 'Komşu', origin: 'https://k.example', publicKeys: [Buffer.alloc(32, 7).toString('base64')] },
  ],
  'publishing a legal text': async () => [
    'POST',
    '/admin/legal/texts/terms',
    { basedOn: 1, tr: 'Metin', en: 'Text', changesTr: '', changesEn: '', needsAcceptance: true },
  ],
  'suspending without end': () => suspension({}),
  'suspending for a century': () => suspension({ until: inDays(36_500) }),
  'suspending an author without end': () => decide({ decision: 'suspend_author' }),
  'an official mark': async () => [
    'PUT',
    `/admin/users/${(await member()).id}/official`,
    { tr: 'Rektörlük', en: '' },
  ],
  'a bulk act': async () => [
    'POST',
    '/admin/moderation/batches',
    { reportIds: [await reported()], decision: 'dismiss', note: 'Not', preview: false },
  ],
  'the rules of the campus': async () => ['PUT', '/admin/moderation/rules', { basedOn: 'x', items: [rule] }],
  'switching a rule on': async () => [
    'PUT',
    '/admin/automatic-rules/00000000-0000-7000-8000-000000000000/on',
    { version: 1 },
  ],
};
const DAILY: Record<string, () => Promise<Request>> = {
  'suspending for a week': () => suspension({ until: inDays(7) }),
  'suspending an author for a week': () => decide({ decision: 'suspend_author', until: inDays(7) }),
  'removing a post': () => decide({ decision: 'remove_post' }),
  warning: () => decide({ decision: 'warn' }),
  muting: () => decide({ decision: 'mute_author', until: inDays(1) }),
  'counting a bulk act': async () => [
    'POST',
    '/admin/moderation/batches',
    { reportIds: [await reported()], decision: 'dismiss', note: '', preview: true },
  ],
  'taking a mark back': async () => ['DELETE', `/admin/users/${(await member()).id}/official`],
  'ending sessions': async () => ['DELETE', `/admin/users/${(await member()).id}/sessions`],
};
/** The session stays open, its proof gets old. */
async function waitAndRefresh() {
  t.clock.advance(16 * MINUTE_MS);
  const { refreshToken } = admin;
  admin = { ...admin, ...(await t.anyone.post('/auth/refresh', { refreshToken })) };
}
const send = ([method, path, body]: Request) =>
  t.as(admin).raw(method, path, body === undefined ? {} : { body });

test.for(Object.entries(DANGEROUS))('%s needs a fresh proof', async ([, make]) => {
  const request = await make();
  await waitAndRefresh();
  expect(await send(request)).toMatchObject({ status: 403, body: { code: 'reauthentication_required' } });
  const proof = { password: admin.password };
  expect((await t.as(admin).raw('POST', '/auth/reauthenticate', { body: proof })).status).toBe(204);
  expect((await send(request)).body?.code).not.toBe('reauthentication_required');
});

test.for(Object.entries(DAILY))('%s needs none', async ([, make]) => {
  const request = await make();
  await waitAndRefresh();
  expect((await send(request)).status).toBeLessThan(300);
});
