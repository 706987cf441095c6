import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { announcementBody, makeAnnouncement } from '../../server/modules/announcements/factory.ts';
import { makeSuspendedMailbox } from '../../server/modules/auth/factory.ts';
import { auth } from '../../server/modules/auth/index.ts';
import {
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type Writer,
  writeThread,
} from '../../server/modules/boards/factory.ts';
import { makePost } from '../../server/modules/content/factory.ts';
import { form } from '../../server/modules/media/factory.ts';
import { makeListedPicture } from '../../server/modules/moderation/factory.ts';
import type { TestResponse } from '../../server/testing/client.ts';
import { holdLock } from '../../server/testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

/* After a role is revoked, no staff act that requires it commits (docs/adr/0033). Two connections, one held in the middle. */

let t: TestServer;
let universityId: string;
const BEFORE_COMMIT = 190_002;

beforeAll(async () => {
  t = await testServer();
  await auth.publishShippedTexts(t.ctx);
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  universityId = (await t.as(admin).get('/admin/universities?q=nar%20university')).items[0].id;
  // Every staff act is in the audit log.
  await t.ctx.pool.query(`
    create function public.wait_for_test() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${BEFORE_COMMIT});
      return new;
    end $$;
    create constraint trigger wait_at_commit after insert on auth.audit_log deferrable initially deferred
      for each row execute function public.wait_for_test()`);
});
afterAll(() => t.close());

type Act = (staff: TestMember) => Promise<() => Promise<TestResponse>>;
const call =
  (staff: TestMember, method: 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => () =>
    t.as(staff).raw(method, path, body === undefined ? {} : { body });
const member = async () => (await t.members(1))[0] as TestMember;
const otherAdmin = async () => (await t.members(1, { roles: ['admin'] }))[0] as TestMember;
const inAnHour = () => new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
let count = 0;
const tag = () => `etiket${++count}`;
/** A campus that is not in the list yet. */
const acceptedCampus = () => ({
  name: 'Komşu kampüs',
  origin: `https://kampus${++count}.example`,
  publicKeys: [Buffer.alloc(32, 7).toString('base64')],
});
const rules = `/admin/universities/`;
const newRule = async (staff: TestMember): Promise<string> => {
  const domain = `alan${++count}.nar.edu.tr`;
  const { rules: all } = await t.as(staff).post(`${rules}${universityId}/rules`, { domain });
  return all.find((rule: { domain: string }) => rule.domain === domain).id;
};
const report = async (): Promise<string> => {
  const { id: subjectId } = await makePost(t, { author: await member(), visibility: 'followers' });
  const body = { subjectType: 'post', subjectId, reason: 'spam' };
  await t.as(await member()).post('/reports', body);
  const { rows } = await t.ctx.pool.query('select id from moderation.reports where subject_id = $1', [
    subjectId,
  ]);
  return rows[0].id;
};

const board = () => ({
  title: { tr: `Pano ${++count}`, en: `Board ${count}` },
  description: { tr: '', en: '' },
  universityId: null,
});
let boards: Promise<void> | undefined;
/** A published post on a board, of an author of its own. */
const boardPost = async (): Promise<string> => {
  boards ??= makeHolders(t).then(() => switchOn(t));
  await boards;
  const [author] = (await makeWriters(t, 1)) as [Writer];
  const { postId } = await writeThread(t, author, await makeBoard(t));
  await publishBatch(t);
  return postId;
};
const dismissal = (reportId: string) => ({ reportIds: [reportId], decision: 'dismiss', note: 'Deneme' });

const job = async (): Promise<string> => {
  const { rows } = await t.ctx.pool.query(
    "select id from graphile_worker.add_job('moderation.publishMonths', '{}', run_at => now() + interval '1 hour')",
  );
  return rows[0].id;
};
const automaticRule = () => ({
  name: `Kural ${++count}`,
  text: 'post where links > 90',
  action: 'report',
  campusRuleId: 'spam',
  noticeTr: 'Deneme',
  noticeEn: 'Trial',
  limitPercent: 30,
  limitMinimum: 5,
});
const newAutomaticRule = async (staff: TestMember): Promise<string> =>
  (await t.as(staff).post('/admin/automatic-rules', automaticRule())).id;
const anOwner = async () => (await t.members(1, { roles: ['owner'] }))[0] as TestMember;
const ownerRequest = async (by: TestMember): Promise<string> =>
  (await t.as(by).put(`/admin/users/${(await member()).id}/owner`, { reason: 'Deneme' })).id;
/** An account that waits for staff. */
const waiting = async (): Promise<string> => {
  const { id, universityId: university, username } = await member();
  await t.ctx.pool.query("update auth.users set status = 'pending' where id = $1", [id]);
  await t.ctx.pool.query(
    'insert into auth.applications (user_id, university_id, wanted_username, applied_at, erase_at) values ($1, $2, $3, now(), now())',
    [id, university, username],
  );
  return id;
};
const addresses = () => ({ name: 'Liste', addresses: `davetli${++count}@cinar.edu.tr` });
const batch = async (staff: TestMember): Promise<string> =>
  (await t.as(staff).post('/admin/invitation-batches', addresses())).id;
const staffInvitation = async (staff: TestMember): Promise<string> =>
  (await t.as(staff).get(`/admin/invitation-batches/${await batch(staff)}`)).items[0].id;
const customRole = () => ({ nameTr: `Rol ${++count}`, permissions: ['audit.read'] });
const newCustomRole = async (staff: TestMember): Promise<string> =>
  (await t.as(staff).post('/admin/roles', customRole())).id;
const rehearsed = async (staff: TestMember): Promise<string> => {
  const id = await newAutomaticRule(staff);
  await t.as(staff).post(`/admin/automatic-rules/${id}/rehearsal`, { version: 1 });
  await t.settled();
  return id;
};

/** Every change that only staff may make, as the API document names it. */
const acts: Record<string, Act> = {
  'PUT /admin/users/{id}/suspend': async (staff) =>
    call(staff, 'PUT', `/admin/users/${(await member()).id}/suspend`, { reason: 'Deneme' }),
  'PUT /admin/users/{id}/restore': async (staff) => {
    const { id } = await member();
    await t.as(staff).put(`/admin/users/${id}/suspend`, { reason: 'Deneme' });
    return call(staff, 'PUT', `/admin/users/${id}/restore`);
  },
  'POST /admin/users/{id}/warn': async (staff) =>
    call(staff, 'POST', `/admin/users/${(await member()).id}/warn`, { reason: 'Deneme' }),
  'POST /admin/users/{id}/mute': async (staff) =>
    call(staff, 'POST', `/admin/users/${(await member()).id}/mute`, { reason: 'Deneme', until: inAnHour() }),
  'POST /admin/users/{id}/limit-reach': async (staff) =>
    call(staff, 'POST', `/admin/users/${(await member()).id}/limit-reach`, {
      reason: 'Deneme',
      until: inAnHour(),
    }),
  'DELETE /admin/users/{id}/mute': async (staff) => {
    const path = `/admin/users/${(await member()).id}/mute`;
    await t.as(staff).post(path, { reason: 'Deneme', until: inAnHour() });
    return call(staff, 'DELETE', path);
  },
  'DELETE /admin/users/{id}/limit-reach': async (staff) => {
    const path = `/admin/users/${(await member()).id}/limit-reach`;
    await t.as(staff).post(path, { reason: 'Deneme', until: inAnHour() });
    return call(staff, 'DELETE', path);
  },
  'PATCH /admin/appeals/{id}': async (staff) => {
    const warned = await member();
    const [other] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
    await t.as(other).post(`/admin/users/${warned.id}/warn`, { reason: 'Deneme' });
    const { items } = await t.as(warned).get('/users/me/decisions');
    const { id } = await t.as(warned).post('/appeals', { decisionId: items[0].id, text: 'Haksızlık' });
    return call(staff, 'PATCH', `/admin/appeals/${id}`, { outcome: 'upheld', answer: 'Haklısın' });
  },
  'PUT /admin/users/{id}/roles': async (staff) =>
    call(staff, 'PUT', `/admin/users/${(await member()).id}/roles`, { roles: ['moderator'] }),
  'PUT /admin/users/{id}/owner': async (staff) =>
    call(staff, 'PUT', `/admin/users/${(await member()).id}/owner`, { reason: 'Deneme' }),
  'DELETE /admin/users/{id}/owner': async (staff) =>
    call(staff, 'DELETE', `/admin/users/${(await anOwner()).id}/owner`, { reason: 'Deneme' }),
  'PATCH /admin/approvals/{id}': async (staff) =>
    call(staff, 'PATCH', `/admin/approvals/${await ownerRequest(await anOwner())}`, { decision: 'approve' }),
  'DELETE /admin/approvals/{id}': async (staff) =>
    call(staff, 'DELETE', `/admin/approvals/${await ownerRequest(staff)}`),
  'PUT /admin/registrations/{id}/claim': async (staff) =>
    call(staff, 'PUT', `/admin/registrations/${await waiting()}/claim`),
  'DELETE /admin/registrations/{id}/claim': async (staff) => {
    const path = `/admin/registrations/${await waiting()}/claim`;
    await t.as(staff).put(path);
    return call(staff, 'DELETE', path);
  },
  'POST /admin/registrations/decisions': async (staff) =>
    call(staff, 'POST', '/admin/registrations/decisions', { ids: [await waiting()], decision: 'approve' }),
  'POST /admin/registrations/decisions/undo': async (staff) => {
    const ids = [await waiting()];
    await t.as(staff).post('/admin/registrations/decisions', { ids, decision: 'approve' });
    return call(staff, 'POST', '/admin/registrations/decisions/undo', { ids });
  },
  'POST /admin/invitation-batches': async (staff) =>
    call(staff, 'POST', '/admin/invitation-batches', addresses()),
  'DELETE /admin/invitation-batches/{id}': async (staff) =>
    call(staff, 'DELETE', `/admin/invitation-batches/${await batch(staff)}`),
  'POST /admin/invitations/{id}/resend': async (staff) => {
    const id = await staffInvitation(staff);
    await t.ctx.pool.query("update auth.invitations set sent_at = now() - interval '1 hour' where id = $1", [
      id,
    ]);
    return call(staff, 'POST', `/admin/invitations/${id}/resend`);
  },
  'DELETE /admin/invitations/{id}': async (staff) =>
    call(staff, 'DELETE', `/admin/invitations/${await staffInvitation(staff)}`),
  'POST /admin/roles': async (staff) => call(staff, 'POST', '/admin/roles', customRole()),
  'PUT /admin/roles/{id}': async (staff) =>
    call(staff, 'PUT', `/admin/roles/${await newCustomRole(staff)}`, { ...customRole(), basedOn: 1 }),
  'DELETE /admin/roles/{id}': async (staff) =>
    call(staff, 'DELETE', `/admin/roles/${await newCustomRole(staff)}`),
  'POST /admin/announcements': async (staff) =>
    call(staff, 'POST', '/admin/announcements', announcementBody(t)),
  'PUT /admin/announcements/{id}': async (staff) => {
    const { id } = await t.as(staff).post('/admin/announcements', announcementBody(t));
    return call(staff, 'PUT', `/admin/announcements/${id}`, { ...announcementBody(t), basedOn: 1 });
  },
  'DELETE /admin/announcements/{id}': async (staff) => {
    const { id } = await t.as(staff).post('/admin/announcements', announcementBody(t));
    return call(staff, 'DELETE', `/admin/announcements/${id}`);
  },
  'PUT /admin/announcements/{id}/published': async (staff) => {
    const { id } = await t.as(staff).post('/admin/announcements', announcementBody(t));
    return call(staff, 'PUT', `/admin/announcements/${id}/published`, { basedOn: 1 });
  },
  'PUT /admin/announcements/{id}/ended': async (staff) => {
    const { id, version } = await makeAnnouncement(t, staff);
    return call(staff, 'PUT', `/admin/announcements/${id}/ended`, { basedOn: version });
  },
  'POST /admin/boards': async (staff) => call(staff, 'POST', '/admin/boards', board()),
  'PATCH /admin/boards/{id}': async (staff) =>
    call(staff, 'PATCH', `/admin/boards/${await makeBoard(t)}`, { isArchived: true }),
  'DELETE /admin/boards/{id}': async (staff) => call(staff, 'DELETE', `/admin/boards/${await makeBoard(t)}`),
  'PUT /admin/boards/holders/{role}': async (staff) =>
    call(staff, 'PUT', '/admin/boards/holders/staff', {
      username: (await member()).username,
      label: 'Rektörlük',
    }),
  'DELETE /admin/boards/holders/{role}/pending': async (staff) => {
    const { username } = await member();
    await t.as(staff).put('/admin/boards/holders/council', { username, label: 'Konsey' });
    return call(staff, 'DELETE', '/admin/boards/holders/council/pending');
  },
  'POST /admin/boards/posts/{postId}/decision': async (staff) =>
    call(staff, 'POST', `/admin/boards/posts/${await boardPost()}/decision`, {
      outcome: 'hide',
      reason: 'Hakaret',
      excludeDays: 1,
    }),
  'POST /admin/boards/posts/{postId}/review': async (staff) => {
    const id = await boardPost();
    await t.as(staff).post(`/admin/boards/posts/${id}/decision`, { outcome: 'hide', reason: 'Hakaret' });
    const body = { outcome: 'show', reason: 'Yanlış' };
    return call(staff, 'POST', `/admin/boards/posts/${id}/review`, body);
  },
  'DELETE /admin/boards/exclusions/{id}': async (staff) => {
    const decision = { outcome: 'hide', reason: 'Hakaret', excludeDays: 1 };
    await t.as(staff).post(`/admin/boards/posts/${await boardPost()}/decision`, decision);
    const [{ id }] = (await t.as(staff).get('/admin/boards/exclusions')).items;
    return call(staff, 'DELETE', `/admin/boards/exclusions/${id}`, { reason: 'Yanlış' });
  },
  'POST /admin/boards/openings': async (staff) =>
    call(staff, 'POST', '/admin/boards/openings', { postId: await boardPost(), reason: 'Tehdit' }),
  'PUT /admin/users/{id}/official': async (staff) =>
    call(staff, 'PUT', `/admin/users/${(await member()).id}/official`, { tr: 'Öğrenci İşleri', en: '' }),
  'DELETE /admin/users/{id}/official': async (staff) => {
    const path = `/admin/users/${(await member()).id}/official`;
    await t.as(staff).raw('PUT', path, { body: { tr: 'Öğrenci İşleri', en: '' } });
    return call(staff, 'DELETE', path);
  },
  'DELETE /admin/users/{id}/sessions': async (staff) =>
    call(staff, 'DELETE', `/admin/users/${(await member()).id}/sessions`),
  'POST /admin/suspended-mailboxes/lift': async (staff) => {
    const email = `askida${++count}@cinar.edu.tr`;
    await makeSuspendedMailbox(t.ctx, email);
    return call(staff, 'POST', '/admin/suspended-mailboxes/lift', { email });
  },
  'POST /admin/reports/{id}/open': async (staff) =>
    call(staff, 'POST', `/admin/reports/${await report()}/open`, { reason: 'Bakılacak' }),
  'PATCH /admin/reports/{id}': async (staff) =>
    call(staff, 'PATCH', `/admin/reports/${await report()}`, { decision: 'remove_post', note: 'Reklam' }),
  'POST /admin/moderation/batches': async (staff) => {
    const reportId = await report();
    await t.as(staff).post(`/admin/reports/${reportId}/open`, { reason: 'Bakılacak' });
    return call(staff, 'POST', '/admin/moderation/batches', dismissal(reportId));
  },
  'POST /admin/moderation/batches/{id}/withdraw': async (staff) => {
    const reportId = await report();
    await t.as(staff).post(`/admin/reports/${reportId}/open`, { reason: 'Bakılacak' });
    const { id } = await t.as(staff).post('/admin/moderation/batches', dismissal(reportId));
    await t.settled();
    // As if it had been large.
    await t.ctx.pool.query(
      "update moderation.batches set state = 'waiting', finished_at = null where id = $1",
      [id],
    );
    await t.ctx.pool.query(
      `insert into auth.approvals (id, act, member_id, target_id, reason, requested_by, requested_at, due_at, needs_second, state)
       values ($1, 'mass_moderation', $2, $1, 'Dalga', $2, now(), now() + interval '1 day', true, 'waiting')`,
      [id, staff.id],
    );
    return call(staff, 'POST', `/admin/moderation/batches/${id}/withdraw`);
  },
  'POST /admin/moderation/batches/{id}/undo': async (staff) => {
    const reportId = await report();
    await t.as(staff).post(`/admin/reports/${reportId}/open`, { reason: 'Bakılacak' });
    const { id } = await t.as(staff).post('/admin/moderation/batches', dismissal(reportId));
    return call(staff, 'POST', `/admin/moderation/batches/${id}/undo`, { reason: 'Yanlışlıkla' });
  },
  'POST /admin/reports/{id}/notes': async (staff) =>
    call(staff, 'POST', `/admin/reports/${await report()}/notes`, { text: 'Daha önce de yazmıştı' }),
  'PATCH /admin/pictures/{id}': async (staff) => {
    const id = await makeListedPicture(t, { author: await member(), by: await otherAdmin() });
    return call(staff, 'PATCH', `/admin/pictures/${id}`, { note: 'Bakılacak' });
  },
  'POST /admin/pictures/{id}/lift': async (staff) => {
    const id = await makeListedPicture(t, { author: await member(), by: await otherAdmin() });
    return call(staff, 'POST', `/admin/pictures/${id}/lift`, { reason: 'Yanlışlıkla' });
  },
  'PUT /admin/reports/{id}/claim': async (staff) =>
    call(staff, 'PUT', `/admin/reports/${await report()}/claim`, {}),
  'DELETE /admin/reports/{id}/claim': async (staff) => {
    const path = `/admin/reports/${await report()}/claim`;
    await t.as(staff).put(path, {});
    return call(staff, 'DELETE', path);
  },
  'PATCH /admin/universities/{id}': async (staff) =>
    call(staff, 'PATCH', `${rules}${universityId}`, { isOpen: true }),
  'POST /admin/universities/{id}/rules': async (staff) =>
    call(staff, 'POST', `${rules}${universityId}/rules`, { domain: `alan${++count}.nar.edu.tr` }),
  'PATCH /admin/universities/{id}/rules/{ruleId}': async (staff) =>
    call(staff, 'PATCH', `${rules}${universityId}/rules/${await newRule(staff)}`, { note: 'Deneme' }),
  'DELETE /admin/universities/{id}/rules/{ruleId}': async (staff) =>
    call(staff, 'DELETE', `${rules}${universityId}/rules/${await newRule(staff)}`),
  'POST /admin/jobs/{id}/retry': async (staff) => call(staff, 'POST', `/admin/jobs/${await job()}/retry`),
  'POST /admin/mail/test-emails': async (staff) => call(staff, 'POST', '/admin/mail/test-emails'),
  'DELETE /admin/jobs/{id}': async (staff) => call(staff, 'DELETE', `/admin/jobs/${await job()}`),
  'PUT /admin/hashtags/{tag}/hidden': async (staff) =>
    call(staff, 'PUT', `/admin/hashtags/${tag()}/hidden`, { reason: 'Bahis' }),
  'DELETE /admin/hashtags/{tag}/hidden': async (staff) => {
    const path = `/admin/hashtags/${tag()}/hidden`;
    await t.as(staff).put(path, { reason: 'Bahis' });
    return call(staff, 'DELETE', path);
  },
  'PUT /admin/moderation/rules': async (staff) => {
    const { revision, items } = await t.as(staff).get('/admin/moderation/rules');
    const kept = items.map(({ isRetired: _, ...rule }: { isRetired: boolean }) => rule).reverse();
    return call(staff, 'PUT', '/admin/moderation/rules', { basedOn: revision, items: kept });
  },
  'PUT /admin/moderation/response-times/{reason}': async (staff) =>
    call(staff, 'PUT', '/admin/moderation/response-times/spam', { hours: 50 + (++count % 100) }),
  'POST /admin/automatic-rules': async (staff) =>
    call(staff, 'POST', '/admin/automatic-rules', automaticRule()),
  'PUT /admin/automatic-rules/{id}': async (staff) =>
    call(staff, 'PUT', `/admin/automatic-rules/${await newAutomaticRule(staff)}`, {
      ...automaticRule(),
      basedOn: 1,
    }),
  'POST /admin/automatic-rules/{id}/rehearsal': async (staff) =>
    call(staff, 'POST', `/admin/automatic-rules/${await newAutomaticRule(staff)}/rehearsal`, { version: 1 }),
  'PUT /admin/automatic-rules/{id}/on': async (staff) =>
    call(staff, 'PUT', `/admin/automatic-rules/${await rehearsed(staff)}/on`, { version: 1 }),
  'DELETE /admin/automatic-rules/{id}/on': async (staff) => {
    const id = await rehearsed(staff);
    await t.as(staff).put(`/admin/automatic-rules/${id}/on`, { version: 1 });
    return call(staff, 'DELETE', `/admin/automatic-rules/${id}/on`);
  },
  'PUT /admin/classifier': async (staff) => {
    await t.ctx.pool.query(
      `with model as (insert into moderation.classifier_models (id, trained_at, digest, learnt_since, learnt_until, gone, upheld, dismissed,
         held_out, auc, bias, scale, weights)
         values (gen_random_uuid(), now(), '', now(), now(), 0, 1, 1, 1, 0.9, 0, 1, '') returning id)
       update moderation.classifier set is_on = false, model_id = (select id from model)`,
    );
    return call(staff, 'PUT', '/admin/classifier', { isOn: true });
  },
  'PUT /admin/campus': async (staff) => {
    const { version, settings } = await t.as(staff).get('/admin/campus');
    const shortName = { tr: `Ad ${++count}`, en: `Name ${count}` };
    return call(staff, 'PUT', '/admin/campus', { ...settings, shortName, basedOn: version });
  },
  'POST /admin/campus/undo': async (staff) => {
    const { version, settings } = await t.as(staff).get('/admin/campus');
    const shortName = { tr: `Ad ${++count}`, en: `Name ${count}` };
    await t.as(staff).put('/admin/campus', { ...settings, shortName, basedOn: version });
    return call(staff, 'POST', '/admin/campus/undo', { basedOn: version + 1 });
  },
  'POST /admin/campus/logos': async (staff) => {
    const png = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    const { payload, headers } = form(png, 'a.png');
    const token = { authorization: `Bearer ${staff.accessToken}` };
    return async () => {
      const answer = await t.app.inject({
        method: 'POST',
        url: '/api/v1/admin/campus/logos',
        headers: { ...headers, ...token },
        payload,
      });
      return { status: answer.statusCode, body: answer.json() } as TestResponse;
    };
  },
  'POST /admin/accepted-campuses': async (staff) =>
    call(staff, 'POST', '/admin/accepted-campuses', acceptedCampus()),
  'DELETE /admin/accepted-campuses/{id}': async (staff) => {
    const campus = acceptedCampus();
    const { items } = await t.as(staff).post('/admin/accepted-campuses', campus);
    const { id } = items.find(({ origin }: { origin: string }) => origin === campus.origin);
    return call(staff, 'DELETE', `/admin/accepted-campuses/${id}`);
  },
  'POST /admin/legal/texts/{document}': async (staff) => {
    const { version } = await t.as(staff).get('/admin/legal/texts/help');
    const body = { tr: 'Yardım', en: 'Help', changesTr: 'Yeni', changesEn: 'New', needsAcceptance: false };
    return call(staff, 'POST', '/admin/legal/texts/help', { ...body, basedOn: version });
  },
  'PUT /admin/legal/blanks/{name}': async (staff) =>
    call(staff, 'PUT', '/admin/legal/blanks/controller_name', { tr: 'Kampüs', en: 'Campus' }),
  'DELETE /posts/{id}': async (staff) =>
    call(staff, 'DELETE', `/posts/${(await makePost(t, { author: await member() })).id}`),
};
/** Previews, and a look at public DNS records: they change nothing. */
const CHANGES_NOTHING = [
  'POST /admin/mail/sender-checks',
  'POST /admin/invitation-batches/preview',
  'POST /admin/universities/preview-address',
];

test('the table has every staff change', () => {
  const changes = Object.entries(openapi.paths as Record<string, object>)
    .filter(([path]) => path.startsWith('/api/v1/admin/'))
    .flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => method !== 'get')
        .map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
  const named = Object.keys(acts).filter((act) => act.includes('/admin/'));
  expect([...named, ...CHANGES_NOTHING].sort()).toEqual(changes.sort());
});

const entries = async (staff: TestMember) =>
  (await t.ctx.pool.query(`select id from auth.audit_log where actor_id = $1 order by id`, [staff.id])).rows;

describe.each(Object.entries(acts))('%s', (_name, make) => {
  test.each([
    ['the role is taken', 'delete from auth.user_roles where user_id = $1', 'forbidden'],
    ['the actor is suspended', `update auth.users set status = 'suspended' where id = $1`, undefined],
  ])('while %s is refused', async (_what, statement, code) => {
    const [staff] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
    const act = await make(staff);
    const before = await entries(staff);
    const change = await holdLock(t, 'select from auth.users where id = $1 for update', [staff.id]);
    const pending = act();
    await change.waitForBlocked(1);
    await change.query(statement, [staff.id]);
    await change.release();
    expect(await pending).toMatchObject({ status: 403, ...(code ? { body: { code } } : {}) });
    expect(await entries(staff)).toEqual(before);
  });

  test('that came first is kept, and a revocation of the role waits for it', async () => {
    const [staff] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
    const act = await make(staff);
    const before = await entries(staff);
    const lock = await holdLock(t, 'select pg_advisory_xact_lock($1)', [BEFORE_COMMIT]);
    const pending = act();
    await lock.waitForBlocked(1);
    const takingRole = t.ctx.pool.query('select from auth.users where id = $1 for update', [staff.id]);
    await lock.waitForBlocked(2);
    await lock.release();
    expect((await pending).status).toBeLessThan(300);
    await takingRole;
    expect((await entries(staff)).length).toBeGreaterThan(before.length);
  });
});
