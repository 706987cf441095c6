import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePost } from '../../server/modules/content/factory.ts';
import { makePicture } from '../../server/modules/media/factory.ts';
import { coalesceNow, makeDirect, makeGroup, makeMessage } from '../../server/modules/messaging/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../server/modules/social/factory.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

/*
 * Nothing of a deleted account is left but what is listed here, each with its reason. The search goes through every column of every
 * table: a new one that names a member fails until its module deletes it, or until it has a reason.
 */

/** Columns that still name a deleted member, and why. */
const KEPT: Record<string, string> = {
  'auth.audit_log.actor_id': 'the security log is append-only',
  'auth.audit_log.subject_id': 'the security log is append-only',
  'content.posts.parent_author_id': 'who could read a reply, which is its author’s, stays as it was',
  'content.posts.audience_limits': 'who can read a reply below a narrowed post must not become wider',
  'content.posts.limiting_author_ids': 'derived from audience_limits',
  'content.posts.content': 'the text of others, who typed the name',
  'content.posts.entities': 'the text of others, who mentioned the member; the link leads to nothing',
  'messaging.messages.content': 'the text of others, who typed the name',
  'messaging.messages.entities': 'the text of others, who mentioned the member',
  'messaging.messages.notice': 'the history of a group: who added whom',
  'moderation.reports.subject_id': 'evidence of a report',
  'moderation.reports.snapshot': 'evidence of a report',
  'moderation.decisions.subject_id': 'evidence of a decision',
};

/** Columns that refer to accounts and that this test does not fill. */
const NOT_FILLED: Record<string, string> = {
  'auth.recovery_codes.user_id': 'is in auth.test of two-factor; deleted by the same function as sessions',
  'auth.deactivations.user_id': 'the request itself',
  'realtime.online.member_id': 'written by the realtime process only, for open sockets',
  'realtime.last_seen.member_id': 'written by the realtime process only; deleted with the account',
};

let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await t.ctx.pool.query(text, values)).rows as Row[];

const DAY_MS = 86_400_000;

/** The columns of all tables in which one of the words occurs, also inside arrays, JSON and composite values. */
async function columnsWith(words: readonly string[]): Promise<string[]> {
  const tables = await query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') and not exists (
      select from pg_inherits where inhrelid = format('%I.%I', schemaname, tablename)::regclass)`);
  const found = await Promise.all(
    tables.map(({ name }) =>
      query<{ column: string }>(
        `select distinct '${name}.' || field.key as column from ${name} searched_row, jsonb_each_text(to_jsonb(searched_row)) field
         where field.value ilike any($1)`,
        [words.map((word) => `%${word}%`)],
      ),
    ),
  );
  return found.flatMap((rows) => rows.map(({ column }) => column)).sort();
}

/** Every counter next to what it counts: empty if all are exact. */
const wrongCounters = () =>
  query(`
    select 'followers' as counter, user_id::text as id from social.member_counts c
      where followers <> (select count(*) from social.follows where followee_id = c.user_id)
        or following <> (select count(*) from social.follows where follower_id = c.user_id)
    union all select 'posts', user_id::text from profiles.post_counts c
      where posts <> (select count(*) from content.posts where author_id = c.user_id and deleted_at is null)
    union all select 'likes', id::text from content.post_view p where like_count <> (select count(*) from content.likes where post_id = p.id)
    union all select 'reposts', id::text from content.post_view p where repost_count <> (select count(*) from content.reposts where post_id = p.id)
    union all select 'replies', id::text from content.posts p
      where reply_count <> (select count(*) from content.posts r where r.reply_to_id = p.id and r.deleted_at is null)
        or quote_count <> (select count(*) from content.posts r where r.quote_of_id = p.id and r.deleted_at is null)
    union all select 'poll', post_id::text from content.polls p
      where voters <> (select count(*) from content.poll_votes where post_id = p.post_id)
        or votes <> array(select (select count(*) from content.poll_votes where post_id = p.post_id and position - 1 = any(choices))::int
          from generate_subscripts(p.options, 1) position order by position)`);

async function storedFiles(): Promise<string[]> {
  const root = join(resolve(t.ctx.config.dataDir), 'uploads', 'files');
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

/** A busy member: something of theirs, or about them, in every table. @returns what others keep */
async function fill() {
  [ayse] = (await t.members(1, { username: 'silinecek_uye' })) as [TestMember];
  [bora, can] = (await t.members(2)) as [TestMember, TestMember];
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const as = t.as(ayse);
  const own = await makePost(t, { author: ayse, content: 'Merhaba #ders https://example.org' });
  const answered = await makePost(t, { author: bora, content: `Günaydın @${ayse.username}` });
  const poll = await makePost(t, { author: bora, poll: { options: ['Evet', 'Hayır'], closesInMinutes: 60 } });
  await t.as(ayse).post(`/posts/${poll.id}/poll/votes`, { choices: [1] });
  await t.as(can).post(`/posts/${poll.id}/poll/votes`, { choices: [0] });
  await makePost(t, { author: ayse, replyTo: answered });
  await makePost(t, { author: ayse, quoteOf: answered });
  const closed = await makePost(t, { author: ayse, visibility: 'followers' });
  await makeFollow(t, bora, ayse);
  await makeFollow(t, ayse, bora);
  await makeFollow(t, can, bora);
  await makePost(t, { author: bora, replyTo: own });
  await makePost(t, { author: bora, replyTo: closed });
  await makePost(t, { author: bora, quoteOf: own });
  for (const kind of ['like', 'repost', 'bookmark']) {
    await as.put(`/posts/${answered.id}/${kind}`);
    await t.as(bora).put(`/posts/${own.id}/${kind}`);
  }
  const pictured = await makePicture(t, ayse);
  await as.post('/posts', { content: 'Resimli', mediaIds: [pictured.id] });
  await as.patch(`/posts/${own.id}`, { content: 'Merhaba #ders' });
  await as.put(`/posts/${own.id}/pin`);
  await as.post('/drafts', { post: { content: 'Taslak', mediaIds: [(await makePicture(t, ayse)).id] } });
  await as.post('/scheduled-posts', {
    post: { content: 'Yarın' },
    scheduledFor: new Date(t.ctx.clock().getTime() + DAY_MS).toISOString(),
  });
  await as.post('/muted-words', { word: 'sınav', scope: 'home' });
  await as.put('/hashtags/ders/follow');
  await as.patch('/writing-preferences', { undoSeconds: 0 });
  await as.get(`/posts/${answered.id}/thread`);
  const avatar = await makePicture(t, ayse);
  await as.patch('/users/me', { bio: 'Biyografi' });
  await as.put('/users/me/avatar', { mediaId: avatar.id });
  await as.patch('/users/me/welcome', { passed: ['picture'] });
  await makePicture(t, ayse);

  const direct = await makeDirect(t, ayse, bora);
  await makeMessage(t, ayse, direct, 'Selam');
  await makeMessage(t, bora, direct, 'Aleykümselam');
  const alone = await makeDirect(t, ayse, can);
  await makeMessage(t, ayse, alone, 'Kimse kalmayacak');
  const group = await makeGroup(t, [ayse, bora, can]);
  const former = await makeGroup(t, [bora, ayse]);
  await makeMessage(t, ayse, former, 'Ayrılmadan önce');
  await t.as(bora).delete(`/conversations/${former.id}/participants/${ayse.id}`);
  const inGroup = await makeMessage(t, ayse, group, 'Gruba');
  await makeMessage(t, bora, group, `@${ayse.username} bak`);
  const file = await makePicture(t, ayse);
  await as.post(`/conversations/${group.id}/messages`, {
    clientId: 'resim',
    type: 'image',
    content: '',
    mediaIds: [file.id],
  });
  await as.put(`/messages/${inGroup.id}/reactions/${encodeURIComponent('👍')}`);
  await as.put(`/messages/${inGroup.id}/pin`);
  await as.put(`/conversations/${group.id}/draft`, { content: 'Yarım', version: 0 });
  await as.post(`/conversations/${group.id}/invites`, {});
  await as.delete(`/messages/${inGroup.id}?for=me`);
  await as.patch('/conversations/settings', { typing: false });
  await as.patch('/safety/contact', { mentions: 'followers' });
  await as.put('/safety/quiet-time', { duration: 'hour', timeZone: 'Europe/Istanbul' });
  await as.delete('/safety/quiet-time');
  await query(
    "insert into social.quiet_times values ($1, now() - interval '2 hours', now() - interval '1 hour')",
    [ayse.id],
  );
  await as.post('/conversations/exports', {});
  await query(
    `insert into imports.campuses values (gen_random_uuid(), 'Komşu', 'https://komsu.example', '{a}', $1, now())`,
    [ayse.id],
  );
  await query(
    `insert into imports.imports (id, member_id, media_id, state, source_member_id, created_at, progress_at)
     values ($1, $1, $1, 'done', $1, now(), now())`,
    [ayse.id],
  );
  await query(
    `insert into imports.pending_follows values ($1, 'https://komsu.example', 'bora', now() + interval '1 day')`,
    [ayse.id],
  );
  await coalesceNow(t);
  await t.settled();

  await makeMute(t, ayse, can);
  await makeMute(t, can, ayse);
  await as.put(`/users/${bora.id}/reposts-hidden`);
  await t.as(bora).put(`/users/${ayse.id}/reposts-hidden`);
  await t.as(can).patch('/users/me', { isPrivate: true });
  await as.put(`/users/${can.id}/follow`);
  await query('insert into social.follow_requests values ($1, $2, $1)', [can.id, ayse.id]);
  const [derya, ece] = (await t.members(2)) as [TestMember, TestMember];
  await makeBlock(t, ayse, derya);
  await makeBlock(t, derya, ayse);
  await as.post('/search/saved', { q: 'ders' });
  await as.put('/search/recent', { q: 'ders' });
  await as.patch('/feed/preferences', { home: 'top' });
  await as.get('/feed/home');
  await t.as(bora).get('/feed/home');
  await as.get('/feed/explore');
  await as.patch('/notifications/preferences', { digest: 'weekly' });
  await as.put(`/notifications/threads/${answered.id}/mute`);
  await t.as(bora).post('/reports', { subjectType: 'user', subjectId: ayse.id, reason: 'spam' });
  await t.as(bora).post('/reports', { subjectType: 'post', subjectId: own.id, reason: 'spam' });
  await as.post('/reports', {
    subjectType: 'post',
    subjectId: answered.id,
    reason: 'spam',
    comment: 'Yorum',
  });
  await t.as(admin).put(`/admin/users/${ayse.id}/suspend`, { reason: 'Deneme' });
  await t.as(admin).put(`/admin/users/${ayse.id}/restore`);
  ayse = {
    ...ayse,
    ...(await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password })),
  };
  await t.anyone.post('/auth/password/forgot', { email: ayse.email });
  await t.settled();
  // What jobs compute of many members, and what staff do.
  const id = ayse.id;
  for (const [text, values] of [
    ['insert into feed.affinities values ($1, $2, 5, 1, array[$3]::uuid[])', [id, can.id, bora.id]],
    ['insert into feed.affinities values ($2, $1, 5, 1, array[$3]::uuid[])', [id, can.id, bora.id]],
    ['insert into feed.affinities values ($2, $3, 5, 1, array[$1]::uuid[])', [id, can.id, bora.id]],
    ['insert into feed.affinities_computed values ($1, now())', [id]],
    ['insert into feed.tastes values ($1, $2, 5)', [id, answered.id]],
    ['insert into feed.tastes values ($2, $3, 5, $1)', [id, can.id, own.id]],
    ['insert into feed.tastes_computed values ($1, now())', [id]],
    ['insert into feed.dismissed_members values ($1, $2, now())', [id, can.id]],
    ['insert into feed.dismissed_members values ($2, $1, now())', [id, can.id]],
    ['insert into feed.merged_authors values ($1)', [id]],
    ['insert into feed.notable_members values ($1, 1, $2)', [ayse.universityId, id]],
    ["insert into feed.hidden_hashtags values ('x', $2, 'x', 'Neden', $1, now())", [id, own.id]],
    [
      "insert into feed.pool (post_id, author_id, university_id, is_public, people, hashtags) values ($1, $2, $3, true, 1, '{}')",
      [own.id, id, ayse.universityId],
    ],
    ["insert into feed.sessions values ($1, 'top', $1, now(), '{}', '', 0, '')", [id]],
    ['insert into social.standings (member_id, standing, followers) values ($1, 0.5, 1)', [id]],
    ['insert into content.unranked_readers values ($1)', [id]],
    ["insert into content.ranked_replies values ($1, $2, $2, '{}')", [id, answered.id]],
    ['insert into search.settings values ($1, true)', [id]],
    ["insert into auth.user_roles values ($1, 'moderator'), ($2, 'moderator')", [id, ece.id]],
    [
      `insert into auth.applications (user_id, university_id, wanted_username, applied_at, erase_at) values ($1, $2, $3, now(), now() + interval '1 year')`,
      [id, ayse.universityId, ayse.username],
    ],
    [
      `insert into auth.applications (user_id, university_id, state, wanted_username, applied_at, claimed_by, decided_by, refused_by, erase_at)
       values ($2, $3, 'refused', 'ece', now(), $1, $1, $1, now() + interval '1 year')`,
      [id, ece.id, ayse.universityId],
    ],
    ["insert into auth.invitation_batches values ($2, 'Liste', null, $1, now())", [id, own.id]],
    [
      `insert into auth.invitations (id, code_hash, batch_id, email, mailbox, locale, max_uses, created_at, expires_at)
       values ($1, 'davet1', $1, $2, $2, 'tr', 1, now(), now() + interval '1 year')`,
      [own.id, ayse.email],
    ],
    [
      `insert into auth.invitations (id, code_hash, inviter_id, max_uses, created_at, expires_at)
       values ($1, 'davet2', $1, 1, now(), now() + interval '1 year')`,
      [id],
    ],
    [
      'insert into auth.invited_members values ($1, $2, $3, true, now()), ($3, null, $1, true, now())',
      [id, own.id, ece.id],
    ],
    ['update auth.user_roles set granted_by = $1 where user_id = $2', [id, ece.id]],
    [
      "insert into auth.approvals values ($2, 'owner_granted', $1, $1, 'Neden', now(), now(), true, 'refused', $1, now())",
      [id, own.id],
    ],
    [
      "insert into auth.approvals values ($3, 'owner_granted', $2, $1, 'Neden', now(), now(), true, 'refused', $1, now())",
      [id, ece.id, answered.id],
    ],
    ["insert into auth.custom_roles values ($1, 'Etkinlik', 'Events', '', '{}', true, 1, now())", [own.id]],
    [
      'insert into auth.user_custom_roles values ($1, $2, null, now()), ($3, $2, $1, now())',
      [id, own.id, ece.id],
    ],
    ["insert into auth.suspensions values ($2, $2, 'Neden', null, $1, now(), now(), $1)", [id, ece.id]],
    ['update auth.allowed_prefixes set created_by = $1', [id]],
    [
      "insert into notifications.push_subscriptions values ($2, $1, $2, 'https://push', 'k', 'a', now())",
      [id, own.id],
    ],
    ['insert into notifications.message_watermarks values ($1, $2, 1)', [id, group.id]],
    ['insert into media.uploads values ($1, $2, 5, null, null, null, now(), now())', [own.id, id]],
    [
      "insert into moderation.decisions values ($2, 'user', $1, $1, 'dismissed', 'Not', $1, now())",
      [id, own.id],
    ],
    [
      "insert into moderation.accesses select $2, 'post', $2, id, $1, 'Neden', now() from moderation.reports limit 1",
      [id, own.id],
    ],
    [
      "insert into auth.passkeys (id, user_id, credential_id, public_key, counter, name, backed_up) values ($2, $1, 'a', 'b', 0, 'Telefon', true)",
      [id, own.id],
    ],
    [
      "insert into auth.security_events (id, user_id, kind, token_hash, old_email, expires_at) values ($2, $1, 'address_changed', 'a', 'eski@cinar.edu.tr', now())",
      [id, own.id],
    ],
    ['insert into auth.test_emails values ($1, now())', [id]],
    [
      "insert into auth.address_changes (user_id, id, email, expires_at) values ($1, $2, 'yeni@cinar.edu.tr', now())",
      [id, own.id],
    ],
    [
      "with version as (insert into auth.legal_versions values ('test', 1, 'a', 'a', '', '', false, now(), null) returning document, number) insert into auth.legal_acceptances select $1, document, number, now() from version",
      [id],
    ],
    [
      "insert into moderation.appeals (id, decision_id, member_id, text, created_at, status, decided_by, decided_at) select $2, id, $1, 'İtiraz', now(), 'rejected', $1, now() from moderation.decisions limit 1",
      [id, own.id],
    ],
    [
      "with rule as (insert into moderation.automatic_rules (id, version, changed_at) values ($2, 1, now()) returning id), version as (insert into moderation.automatic_rule_versions select id, 1, 'Kural', 'post where links > 2', 'report', 'spam', 'a', 'a', 30, 5, $1, now() from rule returning rule_id, version) insert into moderation.rehearsals (id, rule_id, version, since, until, started_by, started_at) select $2, rule_id, version, now(), now(), $1, now() from version",
      [id, own.id],
    ],
    ["insert into moderation.claims values ('post', $2, $1, now() + interval '15 minutes')", [id, own.id]],
    [
      "with picture as (insert into media.blocked_pictures (id, source_id, created_at) values ($2, $2, now()) returning id), listed as (insert into moderation.blocked_pictures (id, decision_id, rule_id, added_by, added_at, lifted_by) select id, $2, 'spam', $1, now(), $1 from picture returning id) insert into moderation.picture_authors (picture_id, member_id, had_copy) select id, $1, true from listed",
      [id, own.id],
    ],
    [
      "with batch as (insert into moderation.batches (id, decision, note, member_id, started_by, session_id, created_at, state, undone_by) values ($2, 'remove_post', 'Not', $1, $1, $2, now(), 'done', $1) returning id) insert into moderation.batch_items (batch_id, position, subject_type, subject_id, owner_id, state, problem) select id, 0, 'post', $2, $1, 'left_out', 'own_case' from batch",
      [id, own.id],
    ],
    ["insert into moderation.notes values ($2, 'post', $2, $1, 'Not', now())", [id, own.id]],
    [
      "with announcement as (insert into announcements.announcements (id, title_tr, text_tr, title_en, text_en, level, is_dismissable, starts_at, ends_at, university_ids, affiliations, roles, published_at, changed_by, changed_at) values ($2, 'Duyuru', '', '', '', 'important', true, now(), now() + interval '1 year', '{}', '{}', '{}', now(), $1, now()) returning id) insert into announcements.receipts (announcement_id, member_id) select id, $1 from announcement",
      [id, own.id],
    ],
    [
      "with board as (insert into boards.boards values ($2, 'Kürsü', 'Floor', '', '', null, now()) returning id), thread as (insert into boards.threads select $2, id, 'Konu', $2, 'etiket', 1, now(), now() from board returning id), post as (insert into boards.posts (id, thread_id, tag, text, is_starter, published_at) select $2, id, 'etiket', 'Yazı', true, now() from thread returning id), report as (insert into boards.reports (id, post_id, reporter_id, reason, text, reported_at) select $2, id, $1, 'spam', 'Yazı', now() from post), hiding as (insert into boards.hidings select $2, id, 'Hakaret', $1, now(), $1, now() from post returning id) insert into boards.appeals select id, 'Neden?', now(), 'upheld', 'Haklısın', $1, now() from hiding",
      [id, own.id],
    ],
    ["insert into boards.commitments values ($1, 'taahhüt', current_date, now())", [id]],
    [
      "insert into boards.holders (id, role, member_id, label, named_at) values ($2, 'staff', $1, 'Rektörlük', now())",
      [id, own.id],
    ],
    [
      "insert into boards.exclusions values ($2, $2, 'etiket', $2, 'Hakaret', $1, now(), now())",
      [id, own.id],
    ],
    [
      "with opening as (insert into boards.openings values ($2, $2, $2, 'etiket', 'Yazı', 'Tehdit', $1, now(), now(), 'opened', now(), $1) returning id) insert into boards.opening_answers select id, 'staff', $1, null, null, now() from opening",
      [id, own.id],
    ],
    ["insert into auth.former_names values ($1, 'eski_ad', 'Eski Ad', now())", [id]],
    ['update messaging.pins set hidden_for = $1', [id]],
    ['insert into feed.home_timeline values ($1, $2, $2, $3)', [id, answered.id, bora.id]],
    ["insert into platform.idempotency_keys values ($1, 'anahtar', '')", [id]],
  ] as const)
    await query(text.startsWith('insert') ? `${text} on conflict do nothing` : text, [...values]);
  return { direct, alone, group, poll };
}

test('after thirty days nothing is left of a deleted account but what is listed, and every counter is exact', async () => {
  const { direct, alone, group, poll } = await fill();
  await t.settled();
  expect(await wrongCounters()).toEqual([]);
  const words = [ayse.id, ayse.username, ayse.email];
  const before = await columnsWith(words);
  const referring = await query<{ column: string }>(`
    select conrelid::regclass || '.' || attname as column from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'auth.users'::regclass and conparentid = 0
    union
    select attrelid::regclass || '.' || attname from pg_attribute join pg_class on pg_class.oid = attrelid
    where atttypid = 'uuid'::regtype and relkind in ('r', 'p') and not relispartition and attnum > 0
      and attname ~ '(user|member|author|owner|sender|actor|staff|reporter|hider)_id$'`);
  expect(
    referring
      .map(({ column }) => column)
      .filter((column) => !before.includes(column) && !(column in NOT_FILLED)),
    'columns that this test does not fill',
  ).toEqual([]);

  const { body, status } = await t.as(ayse).raw('DELETE', '/users/me', { body: { password: ayse.password } });
  expect([status, body]).toEqual([
    202,
    { deleteAt: expect.any(String), backupsExpireAt: expect.any(String) },
  ]);
  t.clock.advance(30 * DAY_MS + 60_000);
  await t.ctx.jobs.add('auth.eraseDueAccounts', {});
  await t.settled();
  t.clock.advance(2 * DAY_MS);
  await t.ctx.jobs.add('media.cleanUp', {});
  await t.settled();

  expect(await columnsWith(words)).toEqual(Object.keys(KEPT).sort());
  expect(await wrongCounters()).toEqual([]);
  expect(await query('select voters, votes from content.polls where post_id = $1', [poll.id])).toEqual([
    { voters: 1, votes: [1, 0] },
  ]);

  // Of the files, the one that was sent to others.
  const stored = await query<{ key: string; subjects: string[] }>(
    `select object.key, array_agg(distinct file.subject_type) as subjects from media.objects object
     left join media.stored_files stored using (hash) left join media.files file on file.name = stored.name group by 1`,
  );
  expect(new Set(stored.flatMap(({ subjects }) => subjects))).toEqual(new Set(['message']));
  expect((await storedFiles()).length).toBe(stored.length);

  // The others keep their conversations.
  const signIn = await t.anyone.post('/auth/login', { identifier: bora.username, password: bora.password });
  const asBora = t.as(signIn);
  const messages = (await asBora.get(`/conversations/${direct.id}/messages`)).items;
  expect(messages.map((message: { content: string }) => message.content)).toContain('Selam');
  const { items: people } = await asBora.get(`/conversations/${group.id}/participants`);
  expect(people.map((person: { id: string; role: string }) => [person.id, person.role]).sort()).toEqual(
    [
      [bora.id, 'owner'],
      [can.id, 'member'],
    ].sort(),
  );
  expect(await query('select id from messaging.conversations where id = $1', [alone.id])).toHaveLength(1);
  // The name and the address are free.
  expect(await t.anyone.get(`/auth/username-available?username=${ayse.username}`)).toMatchObject({
    available: true,
  });
}, 60_000);
