import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { subscribe } from '../../platform/bus/topics.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { announcementBody, makeAnnouncement } from './factory.ts';
import type { OwnAnnouncement } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const MINUTE_MS = 60_000;
let admin: TestMember;
let other: TestMember;
let ayse: TestMember;
// Anew for each test: their tokens are valid for a quarter of an hour, and the clock goes on.
beforeEach(async () => {
  [admin, other] = (await t.members(2, { roles: ['admin'] })) as [TestMember, TestMember];
  [ayse] = (await t.members(1)) as [TestMember];
});
afterEach(() => t.ctx.pool.query('delete from announcements.announcements'));

const inMinutes = (minutes: number) => new Date(t.ctx.clock().getTime() + minutes * MINUTE_MS).toISOString();
const shownTo = async (member: Pick<TestMember, 'accessToken'>): Promise<OwnAnnouncement[]> =>
  (await t.as(member).get('/auth/me')).announcements;
const idsFor = async (member: TestMember) => (await shownTo(member)).map(({ id }) => id);
const receipt = (member: TestMember, id: string, kind: string, version = 1) =>
  t.as(member).raw('PUT', `/announcements/${id}/receipt`, { body: { kind, version } });
const state = async (id: string) => (await t.as(admin).get(`/admin/announcements/${id}`)).state;
const actions = async (id: string) =>
  (await t.as(admin).get(`/admin/audit-log?subject=${id}&subjectType=announcement`)).items.map(
    ({ action }: { action: string }) => action,
  );

test('from a draft to its end', async () => {
  const { id, version } = await t
    .as(admin)
    .post('/admin/announcements', announcementBody(t, { startsAt: inMinutes(1) }));
  expect(await state(id)).toBe('draft');
  expect(await shownTo(ayse)).toEqual([]);
  expect(await receipt(ayse, id, 'seen')).toMatchObject({ status: 404 });

  await t.as(admin).put(`/admin/announcements/${id}/published`, { basedOn: version });
  expect(await state(id)).toBe('scheduled');
  expect(await shownTo(ayse)).toEqual([]);
  expect((await t.as(ayse).get('/announcements')).items).toEqual([]);

  t.clock.advance(MINUTE_MS + 1_000);
  expect(await state(id)).toBe('live');
  expect(await shownTo(ayse)).toMatchObject([
    {
      id,
      tr: { title: 'Kayıtlar başladı', text: 'Ayrıntılar öğrenci işlerinde.' },
      en: { title: 'Registration has begun', text: '' },
      link: '/help',
      isSeen: false,
    },
  ]);
  expect(await receipt(ayse, id, 'seen', 2)).toMatchObject({ status: 204 });
  expect(await shownTo(ayse)).toMatchObject([{ id, isSeen: true }]);

  await t.as(admin).put(`/admin/announcements/${id}/ended`, { basedOn: 2 });
  expect(await shownTo(ayse)).toEqual([]);
  expect((await t.as(ayse).get('/announcements')).items).toMatchObject([{ id }]);
  expect(await t.as(admin).raw('DELETE', `/admin/announcements/${id}`)).toMatchObject({
    status: 409,
    body: { code: 'announcement_not_draft' },
  });
  expect(await actions(id)).toEqual(['announcement_ended', 'announcement_published', 'announcement_written']);
});

test('it ends by itself', async () => {
  const { id } = await makeAnnouncement(t, admin, { endsAt: inMinutes(6) });
  expect(await idsFor(ayse)).toEqual([id]);
  t.clock.advance(6 * MINUTE_MS);
  expect(await shownTo(ayse)).toEqual([]);
  expect(await state(id)).toBe('ended');
});

describe('whom it is for', async () => {
  interface Case {
    audience: { universities?: ('cinar' | 'nar')[]; affiliations?: string[]; roles?: string[] };
    reach: string[];
  }
  const people: Record<string, () => Promise<TestMember>> = {
    'a student': async () => (await t.members(1))[0]!,
    'a student of Nar': async () => (await t.members(1, { university: 'nar' }))[0]!,
    'an alumna': async () => withAffiliation('alumni'),
    'a moderator': async () => (await t.members(1, { roles: ['moderator'] }))[0]!,
    'an admin who moderates': async () => (await t.members(1, { roles: ['moderator', 'admin'] }))[0]!,
  };
  async function withAffiliation(affiliation: string) {
    const [member] = (await t.members(1)) as [TestMember];
    await t.ctx.pool.query('update auth.users set affiliation = $2 where id = $1', [member.id, affiliation]);
    return member;
  }
  const everybody = Object.keys(people);
  test.each<Case>([
    { audience: {}, reach: everybody },
    { audience: { universities: ['nar'] }, reach: ['a student of Nar'] },
    { audience: { universities: ['nar', 'cinar'] }, reach: everybody },
    { audience: { affiliations: ['alumni'] }, reach: ['an alumna'] },
    { audience: { affiliations: ['alumni', 'staff'], universities: ['nar'] }, reach: [] },
    { audience: { roles: ['moderator'] }, reach: ['a moderator'] },
    { audience: { roles: ['admin', 'owner'] }, reach: ['an admin who moderates'] },
    { audience: { roles: ['member'], universities: ['cinar'] }, reach: ['a student', 'an alumna'] },
  ])('$audience reaches $reach', async ({ audience, reach }) => {
    const members = new Map<string, TestMember>();
    for (const [name, make] of Object.entries(people)) members.set(name, await make());
    const universityOf = {
      cinar: members.get('a student')!.universityId,
      nar: members.get('a student of Nar')!.universityId,
    };
    const { id } = await makeAnnouncement(t, admin, {
      universityIds: (audience.universities ?? []).map((name) => universityOf[name]),
      affiliations: audience.affiliations ?? [],
      roles: audience.roles ?? [],
    });
    const reached: string[] = [];
    for (const [name, member] of members) {
      const isShown = (await idsFor(member)).includes(id);
      const isListed = (await t.as(member).get('/announcements')).items.length === 1;
      const { status } = await receipt(member, id, 'seen');
      expect([name, isListed, status]).toEqual([name, isShown, isShown ? 204 : 404]);
      if (isShown) reached.push(name);
    }
    expect(reached).toEqual(reach);
  });

  test('nobody who is suspended or leaves', async () => {
    const [leaving, suspended] = (await t.members(2)) as [TestMember, TestMember];
    await makeAnnouncement(t, admin);
    const { username: identifier, password } = leaving;
    await t.as(leaving).raw('DELETE', '/users/me', { body: { password } });
    const back = await t.anyone.post('/auth/login', { identifier, password });
    expect(await shownTo(back)).toEqual([]);
    expect((await t.as(back).raw('GET', '/announcements')).status).toBe(403);
    await t.as(admin).put(`/admin/users/${suspended.id}/suspend`, { reason: 'Deneme' });
    expect((await t.as(suspended).raw('GET', '/auth/me')).status).toBe(403);
  });
});

test('three at most, important ones first', async () => {
  for (const [titleTr, level] of [
    ['bir', 'information'],
    ['iki', 'important'],
    ['üç', 'information'],
    ['dört', 'information'],
  ]) {
    await makeAnnouncement(t, admin, { titleTr, level });
    t.clock.advance(1_000);
  }
  const titles = async () => (await shownTo(ayse)).map(({ tr }) => tr?.title);
  expect(await titles()).toEqual(['iki', 'dört', 'üç']);
  const [first] = await shownTo(ayse);
  await receipt(ayse, first!.id, 'dismissed');
  expect(await titles()).toEqual(['dört', 'üç', 'bir']);
});

test('a dismissal holds on all devices, until a change asks to be shown again', async () => {
  const { id, version } = await makeAnnouncement(t, admin);
  const events: string[] = [];
  const stop = await subscribe(t.ctx, 'realtime.member_event', ({ userIds, type }) => {
    if (userIds.includes(ayse.id)) events.push(type);
  });
  expect(await receipt(ayse, id, 'dismissed', version)).toMatchObject({ status: 204 });
  expect(await shownTo(ayse)).toEqual([]);
  await expect.poll(() => events).toEqual(['announcementDismissed']);
  await stop();

  const change = (basedOn: number, showAgain: boolean) =>
    t.as(admin).put(`/admin/announcements/${id}`, {
      ...announcementBody(t, { titleTr: 'Kayıtlar uzadı' }),
      basedOn,
      showAgain,
    });
  await change(version, false);
  expect(await shownTo(ayse)).toEqual([]);
  await change(version + 1, true);
  expect(await shownTo(ayse)).toMatchObject([{ id, version: version + 2, tr: { title: 'Kayıtlar uzadı' } }]);
  // From a device that still shows the old version, and one that makes a version up.
  await receipt(ayse, id, 'dismissed', version);
  expect(await idsFor(ayse)).toEqual([id]);
  await receipt(ayse, id, 'dismissed', 2_000_000_000);
  expect(await shownTo(ayse)).toEqual([]);
  await change(version + 2, true);
  expect(await idsFor(ayse)).toEqual([id]);
});

test('what may not be dismissed stays', async () => {
  const { id } = await makeAnnouncement(t, admin, { isDismissable: false });
  expect(await receipt(ayse, id, 'dismissed')).toMatchObject({
    status: 422,
    body: { code: 'announcement_not_dismissable' },
  });
  expect(await idsFor(ayse)).toEqual([id]);
});

test('of two admins who change it at once, the second is told', async () => {
  const { id, version } = await makeAnnouncement(t, admin);
  const change = (who: TestMember, titleTr: string) =>
    t.as(who).raw('PUT', `/admin/announcements/${id}`, {
      body: { ...announcementBody(t, { titleTr }), basedOn: version },
    });
  const answers = await Promise.all([change(admin, 'Bir'), change(other, 'İki')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('announcement_changed');
  const winner = answers.find(({ status }) => status === 200)?.body.titleTr;
  expect((await shownTo(ayse))[0]?.tr?.title).toBe(winner);
  expect(
    await t.as(other).raw('PUT', `/admin/announcements/${id}/ended`, { body: { basedOn: version } }),
  ).toMatchObject({
    status: 409,
  });
});

test('of two who publish and delete a draft at once, one does', async () => {
  const { id } = await t.as(admin).post('/admin/announcements', announcementBody(t));
  const answers = await Promise.all([
    t.as(admin).raw('PUT', `/admin/announcements/${id}/published`, { body: { basedOn: 1 } }),
    t.as(other).raw('DELETE', `/admin/announcements/${id}`),
  ]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
});

test('a scheduled one is moved, or becomes a draft again', async () => {
  const { id, version } = await makeAnnouncement(t, admin, { startsAt: inMinutes(2) });
  const moved = await t.as(admin).put(`/admin/announcements/${id}`, {
    ...announcementBody(t, { startsAt: inMinutes(3) }),
    basedOn: version,
  });
  expect(moved.state).toBe('scheduled');
  t.clock.advance(2 * MINUTE_MS);
  expect(await shownTo(ayse)).toEqual([]);
  const back = await t.as(admin).put(`/admin/announcements/${id}/ended`, { basedOn: version + 1 });
  expect(back.state).toBe('draft');
  t.clock.advance(2 * MINUTE_MS);
  expect(await shownTo(ayse)).toEqual([]);
  expect(await t.as(admin).raw('DELETE', `/admin/announcements/${id}`)).toMatchObject({ status: 204 });
});

test.each([
  ['titleTr', { titleTr: ' ', titleEn: '\u200b', textTr: '' }],
  ['titleEn', { titleEn: '', textEn: 'Only a text' }],
  ['titleTr', { titleTr: 'a'.repeat(121) }],
  ['textTr', { textTr: 'a'.repeat(1001) }],
  ['textTr', { textTr: 'a\u202eb' }],
  ['link', { link: '//evil.example' }],
  ['link', { link: 'javascript:alert(1)' }],
  ['link', { link: 'http://example.edu.tr' }],
  ['level', { level: 'loud' }],
  ['endsAt', { startsAt: '2027-01-02T00:00:00Z', endsAt: '2027-01-01T00:00:00Z' }],
  ['endsAt', { startsAt: '2027-01-02T00:00:00Z', endsAt: '2029-01-01T00:00:00Z' }],
  ['universityIds', { universityIds: ['01900000-0000-7000-8000-000000000000'] }],
  ['roles', { roles: ['king'] }],
])('a draft with a wrong %s is refused', async (path, change) => {
  const { status, body } = await t
    .as(admin)
    .raw('POST', '/admin/announcements', { body: announcementBody(t, change) });
  expect([400, 422]).toContain(status);
  expect(body.errors[0].path).toMatch(new RegExp(`^${path}`));
});

test('an end is needed to publish, and it lies ahead', async () => {
  for (const endsAt of [null, inMinutes(-1)]) {
    const { id } = await t.as(admin).post('/admin/announcements', announcementBody(t, { endsAt }));
    expect(
      await t.as(admin).raw('PUT', `/admin/announcements/${id}/published`, { body: { basedOn: 1 } }),
    ).toMatchObject({
      status: 422,
      body: { code: 'announcement_incomplete', errors: [{ path: 'endsAt' }] },
    });
  }
});

test('fifty at most have not ended, also if the last two come at once', async () => {
  for (let count = 0; count < 49; count++)
    await t.as(admin).post('/admin/announcements', announcementBody(t));
  const answers = await Promise.all(
    [admin, other].map((who) => t.as(who).raw('POST', '/admin/announcements', { body: announcementBody(t) })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('the pages of a list hold each announcement once', async () => {
  const made: string[] = [];
  for (let count = 0; count < 5; count++) {
    made.unshift((await makeAnnouncement(t, admin)).id);
    t.clock.advance(1_000);
  }
  for (const path of ['/announcements', '/admin/announcements']) {
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await t.as(admin).get(`${path}?limit=2${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(ids).toEqual(made);
  }
});

describe('figures', () => {
  const figures = async (id: string) => (await t.as(admin).get(`/admin/announcements/${id}`)).figures;
  const use = async (members: TestMember[], id: string, kind: string) => {
    for (const member of members) await receipt(member, id, kind);
  };

  test('count each member once, and nothing below five', async () => {
    const { id } = await makeAnnouncement(t, admin);
    const cinar = await t.members(12);
    const nar = await t.members(4, { university: 'nar' });
    await use(cinar.slice(0, 4), id, 'seen');
    expect(await figures(id)).toEqual({ seen: null, dismissed: null, opened: null, universities: [] });
    await use(cinar, id, 'seen');
    await use(cinar, id, 'seen');
    await use(cinar.slice(0, 6), id, 'opened');
    await use(cinar.slice(0, 3), id, 'dismissed');
    const { universityId } = cinar[0]!;
    const ofCinar = { seen: 12, dismissed: null, opened: 6 };
    expect(await figures(id)).toEqual({
      ...ofCinar,
      universities: [{ id: universityId, name: expect.any(String), ...ofCinar }],
    });
    // Four of the other university: with the sum, the count of the first would tell.
    await use(nar, id, 'seen');
    expect(await figures(id)).toMatchObject({ seen: 16, universities: [] });
  });

  test('remain when it ends, and the receipts go', async () => {
    const { id } = await makeAnnouncement(t, admin, { endsAt: inMinutes(6) });
    const members = await t.members(7);
    await use(members, id, 'seen');
    t.clock.advance(7 * MINUTE_MS);
    await receipt(members[0]!, id, 'opened');
    await t.settled();
    expect(await figures(id)).toMatchObject({ seen: 7, opened: 0 });
    const { rows } = await t.ctx.pool.query('select * from announcements.receipts');
    expect(rows).toEqual([]);
    expect(await figures(id)).toMatchObject({ seen: 7 });
  });
});

test('is sent to connected members once when it goes live, and again when it changes', async () => {
  const due: string[] = [];
  const stop = await subscribe(t.ctx, 'announcements.due', ({ id }) => due.push(id));
  const { id, version } = await makeAnnouncement(t, admin, { startsAt: inMinutes(1) });
  await t.settled();
  expect(due).toEqual([]);
  t.clock.advance(MINUTE_MS + 1_000);
  await t.settled();
  await t.settled();
  await expect.poll(() => due).toEqual([id]);
  await t.as(admin).put(`/admin/announcements/${id}`, { ...announcementBody(t), basedOn: version });
  await t.settled();
  await expect.poll(() => due).toEqual([id, id]);
  await t.as(admin).put(`/admin/announcements/${id}/ended`, { basedOn: version + 1 });
  await expect.poll(() => due).toEqual([id, id, id]);
  await stop();
});
