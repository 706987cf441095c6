import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePost } from '../../server/modules/content/factory.ts';
import { makePicture, picture, upload } from '../../server/modules/media/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../../server/modules/messaging/factory.ts';
import { makeFollow } from '../../server/modules/social/factory.ts';
import type { TestResponse } from '../../server/testing/client.ts';
import { holdLock } from '../../server/testing/held-lock.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

/*
 * After a suspension is answered, nothing that the member was writing becomes visible (docs/adr/0033). Each write meets a
 * suspension in three orders, on two connections.
 */

let t: TestServer;
let admin: TestMember;

/**
 * Tables of the writes below. A trigger can make each wait right before it is written and right before the commit; only in this
 * test.
 */
const WRITTEN = [
  'content.posts',
  'content.likes',
  'content.reposts',
  'content.poll_votes',
  'social.follows',
  'social.follow_requests',
  'moderation.reports',
  'media.files',
  'media.uploads',
  'messaging.conversations',
  'messaging.memberships',
  'messaging.messages',
  'messaging.reactions',
  'messaging.pins',
  'messaging.invites',
  'profiles.profiles',
];
const BEFORE_WRITE = 190_001;
const BEFORE_COMMIT = 190_002;

beforeAll(async () => {
  t = await testServer();
  admin = (await t.members(1, { roles: ['admin'] }))[0] as TestMember;
  await t.ctx.pool.query(`
    create function public.wait_for_test() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint);
      return new;
    end $$`);
  const atCommit = (event: string, table: string) =>
    `create constraint trigger wait_at_commit after ${event} on ${table} deferrable initially deferred
     for each row execute function public.wait_for_test(${BEFORE_COMMIT})`;
  for (const table of WRITTEN) {
    await t.ctx.pool.query(atCommit('insert or update', table));
    // Named so that it runs before the product's triggers.
    await t.ctx.pool.query(`create trigger a_wait_to_write before insert or update on ${table}
      for each row execute function public.wait_for_test(${BEFORE_WRITE})`);
  }
  await t.ctx.pool.query(atCommit('update of display_name', 'auth.users'));
});
afterAll(() => t.close());

type Lock = [statement: string, ...values: unknown[]];

interface Write {
  fire: () => Promise<Pick<TestResponse, 'status' | 'body'>>;
  /** Shows whether it was written: its rows have then changed. */
  shows: [query: string, ...values: unknown[]];
  /** The lock that it waits for before it locks the writer's account; absent if the account is the first lock. */
  waitsFor?: Lock;
}
const byTrigger: Lock = ['select pg_advisory_xact_lock($1)', BEFORE_WRITE];

let sent = 0;
const text = (content = 'Selam') => ({ clientId: `yazı ${++sent}`, content });
const post = (writer: TestMember, path: string, body: object) => () =>
  t.as(writer).raw('POST', path, { body });
const put = (writer: TestMember, path: string, body?: object) => () =>
  t.as(writer).raw('PUT', path, body === undefined ? {} : { body });
const patch = (writer: TestMember, path: string, body: object) => () =>
  t.as(writer).raw('PATCH', path, { body });
const postsBy = (writer: TestMember): Write['shows'] => [
  'select id from content.posts where author_id = $1',
  writer.id,
];
const messagesBy = (writer: TestMember): Write['shows'] => [
  `select id from messaging.messages where sender_id = $1 and type <> 'notice'`,
  writer.id,
];
const lockOfPair = (a: TestMember, b: TestMember): Lock => [
  'select pg_advisory_xact_lock(hashtextextended($1, 11))',
  [a.id, b.id].sort().join(' '),
];
const profileOf = (writer: TestMember): Write['shows'] => [
  `select account.display_name, profile.bio, profile.avatar_url from auth.users account
   left join profiles.profiles profile on profile.user_id = account.id where account.id = $1`,
  writer.id,
];
const tus = { 'tus-resumable': '1.0.0' };

/** Each write, by its writer and another member who was there before. */
const writes: Record<string, (ayse: TestMember, bora: TestMember) => Promise<Write>> = {
  'a post': async (ayse) => ({
    fire: post(ayse, '/posts', { content: 'Merhaba' }),
    shows: postsBy(ayse),
  }),
  'a reply': async (ayse, bora) => {
    const { id: replyToId } = await makePost(t, { author: bora });
    return {
      fire: post(ayse, '/posts', { content: 'Evet', replyToId }),
      shows: postsBy(ayse),
      waitsFor: ['select from content.posts where id = $1 for update', replyToId],
    };
  },
  'a quote': async (ayse, bora) => {
    const { id: quoteOfId } = await makePost(t, { author: bora });
    return {
      fire: post(ayse, '/posts', { content: 'Bakın', quoteOfId }),
      shows: postsBy(ayse),
      waitsFor: ['select from content.posts where id = $1 for update', quoteOfId],
    };
  },
  'a pending post': async (ayse) => {
    const { id } = await t.as(ayse).post('/pending-posts', { content: 'Dur' });
    return {
      fire: post(ayse, `/pending-posts/${id}/publish`, {}),
      shows: postsBy(ayse),
      waitsFor: ['select from content.scheduled_posts where id = $1 for update', id],
    };
  },
  'a draft that is published': async (ayse) => {
    const { id } = await t.as(ayse).post('/drafts', { post: { content: 'Taslak' } });
    return {
      fire: post(ayse, `/drafts/${id}/publish`, {}),
      shows: postsBy(ayse),
      waitsFor: ['select from content.drafts where id = $1 for update', id],
    };
  },
  'an edit of a post': async (ayse) => {
    const { id } = await makePost(t, { author: ayse });
    return {
      fire: patch(ayse, `/posts/${id}`, { content: 'Başka' }),
      shows: ['select content from content.posts where id = $1', id],
      waitsFor: byTrigger,
    };
  },
  'a pin on the profile': async (ayse) => {
    const { id } = await makePost(t, { author: ayse });
    return {
      fire: put(ayse, `/posts/${id}/pin`),
      shows: ['select pinned_at from content.posts where id = $1', id],
      waitsFor: byTrigger,
    };
  },
  'a repost': async (ayse, bora) => {
    const { id } = await makePost(t, { author: bora });
    return {
      fire: put(ayse, `/posts/${id}/repost`),
      shows: ['select user_id from content.reposts where post_id = $1', id],
      waitsFor: byTrigger,
    };
  },
  'a like': async (ayse, bora) => {
    const { id } = await makePost(t, { author: bora });
    return {
      fire: put(ayse, `/posts/${id}/like`),
      shows: ['select user_id from content.likes where post_id = $1', id],
      waitsFor: byTrigger,
    };
  },
  'a vote in a poll': async (ayse, bora) => {
    const poll = { options: ['Evet', 'Hayır'], closesInMinutes: 5 };
    const { id } = await makePost(t, { author: bora, poll });
    return {
      fire: post(ayse, `/posts/${id}/poll/votes`, { choices: [0] }),
      shows: ['select votes from content.polls where post_id = $1', id],
      waitsFor: byTrigger,
    };
  },
  'a follow': async (ayse, bora) => ({
    fire: put(ayse, `/users/${bora.id}/follow`),
    shows: ['select id from social.follows where follower_id = $1', ayse.id],
    waitsFor: lockOfPair(ayse, bora),
  }),
  'a request to follow': async (ayse, bora) => {
    await t.as(bora).patch('/users/me', { isPrivate: true });
    return {
      fire: put(ayse, `/users/${bora.id}/follow`),
      shows: ['select id from social.follow_requests where requester_id = $1', ayse.id],
      waitsFor: byTrigger,
    };
  },
  'the acceptance of a follower': async (ayse) => {
    const [can] = (await t.members(1)) as [TestMember];
    await t.as(ayse).patch('/users/me', { isPrivate: true });
    await t.as(can).put(`/users/${ayse.id}/follow`);
    return {
      fire: put(ayse, `/follow-requests/${can.id}/accept`),
      shows: ['select id from social.follows where followee_id = $1', ayse.id],
      waitsFor: lockOfPair(ayse, can),
    };
  },
  'a direct message': async (ayse, bora) => {
    const { id } = await makeDirect(t, ayse, bora);
    return {
      fire: post(ayse, `/conversations/${id}/messages`, text()),
      shows: messagesBy(ayse),
      waitsFor: ['select from messaging.conversations where id = $1 for update', id],
    };
  },
  'a message to a group': async (ayse, bora) => {
    const { id } = await makeGroup(t, [bora, ayse]);
    return {
      fire: post(ayse, `/conversations/${id}/messages`, text()),
      shows: messagesBy(ayse),
      waitsFor: ['select from messaging.conversations where id = $1 for update', id],
    };
  },
  'a reply to a message': async (ayse, bora) => {
    const { id } = await makeDirect(t, ayse, bora);
    const { id: replyToId } = await makeMessage(t, bora, { id });
    return {
      fire: post(ayse, `/conversations/${id}/messages`, { ...text(), replyToId }),
      shows: messagesBy(ayse),
      waitsFor: ['select from messaging.conversations where id = $1 for update', id],
    };
  },
  'a message with a link': async (ayse, bora) => {
    const { id } = await makeDirect(t, ayse, bora);
    return {
      fire: post(ayse, `/conversations/${id}/messages`, text('https://example.org/sayfa')),
      shows: messagesBy(ayse),
      waitsFor: ['select from messaging.conversations where id = $1 for update', id],
    };
  },
  'a message with a picture': async (ayse, bora) => {
    const { id } = await makeDirect(t, ayse, bora);
    const mediaIds = [(await makePicture(t, ayse)).id];
    return {
      fire: post(ayse, `/conversations/${id}/messages`, { ...text(''), type: 'image', mediaIds }),
      shows: messagesBy(ayse),
      waitsFor: ['select from messaging.conversations where id = $1 for update', id],
    };
  },
  'an edit of a message': async (ayse, bora) => {
    const { id } = await makeMessage(t, ayse, await makeDirect(t, ayse, bora));
    return {
      fire: patch(ayse, `/messages/${id}`, { content: 'Başka' }),
      shows: ['select content from messaging.messages where id = $1', id],
      waitsFor: byTrigger,
    };
  },
  'a reaction to a message': async (ayse, bora) => {
    const { id } = await makeMessage(t, bora, await makeDirect(t, ayse, bora));
    return {
      fire: put(ayse, `/messages/${id}/reactions/${encodeURIComponent('👍')}`),
      shows: ['select emoji from messaging.reactions where member_id = $1', ayse.id],
      waitsFor: byTrigger,
    };
  },
  'a pin in a conversation': async (ayse, bora) => {
    const { id } = await makeMessage(t, bora, await makeDirect(t, ayse, bora));
    return {
      fire: put(ayse, `/messages/${id}/pin`),
      shows: ['select seq from messaging.pins where pinned_by = $1', ayse.id],
      waitsFor: ['select from messaging.messages where id = $1 for update', id],
    };
  },
  'a direct conversation': async (ayse, bora) => ({
    fire: post(ayse, '/conversations', { type: 'direct', participantIds: [bora.id] }),
    shows: ['select id from messaging.conversations where created_by = $1', ayse.id],
    waitsFor: byTrigger,
  }),
  'a new group': async (ayse, bora) => ({
    fire: post(ayse, '/conversations', { type: 'group', participantIds: [bora.id], name: 'Kulüp' }),
    shows: ['select id from messaging.conversations where created_by = $1', ayse.id],
    waitsFor: byTrigger,
  }),
  'a new name of a group': async (ayse, bora) => {
    const { id } = await makeGroup(t, [ayse, bora]);
    return {
      fire: patch(ayse, `/conversations/${id}`, { name: 'Başka ad' }),
      shows: ['select name, last_seq from messaging.conversations where id = $1', id],
    };
  },
  'a member added to a group': async (ayse, bora) => {
    const [can] = (await t.members(1)) as [TestMember];
    const { id } = await makeGroup(t, [ayse, bora]);
    return {
      fire: put(ayse, `/conversations/${id}/participants/${can.id}`, {}),
      shows: ['select member_id from messaging.memberships where conversation_id = $1', id],
    };
  },
  'the acceptance of a conversation': async (ayse, bora) => {
    const { id } = await t.as(bora).post('/conversations', { type: 'direct', participantIds: [ayse.id] });
    return {
      fire: put(ayse, `/conversations/${id}/accept`),
      shows: ['select state from messaging.memberships where member_id = $1', ayse.id],
    };
  },
  'an invitation into a group': async (ayse, bora) => {
    const { id } = await makeGroup(t, [ayse, bora]);
    return {
      fire: post(ayse, `/conversations/${id}/invites`, {}),
      shows: ['select id from messaging.invites where created_by = $1', ayse.id],
    };
  },
  'the use of an invitation': async (ayse, bora) => {
    const { id } = await makeGroup(t, [bora, (await t.members(1))[0] as TestMember]);
    const { token } = await t.as(bora).post(`/conversations/${id}/invites`, {});
    return {
      fire: post(ayse, '/conversations/invites/join', { token }),
      shows: ['select state from messaging.memberships where member_id = $1', ayse.id],
    };
  },
  'a new display name': async (ayse) => ({
    fire: patch(ayse, '/users/me', { displayName: 'Başka Ad' }),
    shows: profileOf(ayse),
  }),
  'a new biography': async (ayse) => ({
    fire: patch(ayse, '/users/me', { bio: 'Bahis sitesi' }),
    shows: profileOf(ayse),
  }),
  'a new profile picture': async (ayse) => {
    const { id: mediaId } = await makePicture(t, ayse);
    return { fire: put(ayse, '/users/me/avatar', { mediaId }), shows: profileOf(ayse) };
  },
  'a report': async (ayse, bora) => {
    const { id: subjectId } = await makePost(t, { author: bora });
    return {
      fire: post(ayse, '/reports', { subjectType: 'post', subjectId, reason: 'spam' }),
      shows: ['select id from moderation.reports where reporter_id = $1', ayse.id],
      waitsFor: byTrigger,
    };
  },
  'an upload': async (ayse) => {
    const image = await picture(64, 48).png().toBuffer();
    return {
      fire: () => upload(t, ayse, image),
      shows: ['select id from media.files where owner_id = $1', ayse.id],
      waitsFor: byTrigger,
    };
  },
  'an upload in parts': async (ayse) => ({
    fire: () => t.as(ayse).raw('POST', '/media/uploads', { headers: { ...tus, 'upload-length': '9' } }),
    shows: ['select id from media.uploads where owner_id = $1', ayse.id],
    waitsFor: byTrigger,
  }),
  'another description of a picture': async (ayse) => {
    const { id } = await makePicture(t, ayse);
    return {
      fire: patch(ayse, `/media/${id}`, { alt: 'Başka' }),
      shows: ['select alt from media.files where id = $1', id],
      waitsFor: byTrigger,
    };
  },
};

const scene = async (make: (typeof writes)[string]) => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await makeFollow(t, bora, ayse);
  const write = await make(ayse, bora);
  const [query, ...values] = write.shows;
  const shown = async () => (await t.ctx.pool.query(query, values)).rows;
  return { ayse, bora, write, shown, before: await shown() };
};
const holdRows = ([statement, ...values]: Lock) => holdLock(t, statement, values);
const suspend = (member: TestMember) =>
  t.as(admin).raw('PUT', `/admin/users/${member.id}/suspend`, { body: { reason: 'Tehdit' } });
const refused = { status: 403, body: { code: 'account_suspended' } };

describe.each(Object.entries(writes))('%s', (_name, make) => {
  test('that meets a suspension in progress waits for it and is refused', async () => {
    const { ayse, write, shown, before } = await scene(make);
    const suspension = await holdRows(['select from auth.users where id = $1 for update', ayse.id]);
    const response = write.fire();
    await suspension.waitForBlocked(1);
    await suspension.query(`update auth.users set status = 'suspended' where id = $1`, [ayse.id]);
    await suspension.release();
    expect(await response).toMatchObject(refused);
    expect(await shown()).toEqual(before);
  });

  test('that came first is kept, and the suspension waits for it', async () => {
    const { ayse, write, shown, before } = await scene(make);
    const lock = await holdRows(['select pg_advisory_xact_lock($1)', BEFORE_COMMIT]);
    const response = write.fire();
    await lock.waitForBlocked(1);
    const suspension = suspend(ayse);
    await lock.waitForBlocked(2);
    expect(await shown()).toEqual(before);
    await lock.release();
    expect((await response).status).toBeLessThan(300);
    expect((await suspension).status).toBe(204);
    expect(await shown()).not.toEqual(before);
  });
});

/** Writes that wait for something else before they lock the writer's account. */
const LATE = [
  'a reply',
  'a quote',
  'a pending post',
  'a draft that is published',
  'an edit of a post',
  'a pin on the profile',
  'a repost',
  'a like',
  'a vote in a poll',
  'a follow',
  'a request to follow',
  'the acceptance of a follower',
  'a direct message',
  'a message to a group',
  'a reply to a message',
  'a message with a link',
  'a message with a picture',
  'an edit of a message',
  'a reaction to a message',
  'a pin in a conversation',
  'a direct conversation',
  'a new group',
  'a report',
  'an upload',
  'an upload in parts',
  'another description of a picture',
];
test.each(LATE)('%s that waits while a suspension is answered is refused', async (name) => {
  const { ayse, write, shown, before } = await scene(writes[name]!);
  const lock = await holdRows(write.waitsFor!);
  const response = write.fire();
  await lock.waitForBlocked(1);
  expect((await suspend(ayse)).status).toBe(204);
  await lock.release();
  expect(await response).toMatchObject(refused);
  expect(await shown()).toEqual(before);
});

describe('messages that are sent in one batch', () => {
  const three = async () => {
    const members = (await t.members(3)) as [TestMember, TestMember, TestMember];
    const conversations: { id: string }[] = [];
    for (const a of members) conversations.push(await makeDirect(t, a, admin));
    const sends = members.map((a, nr) => post(a, `/conversations/${conversations[nr]!.id}/messages`, text()));
    return { members, sends };
  };

  test('wait for no suspension of one of their senders', async () => {
    const { members, sends } = await three();
    const suspension = await holdRows(['select from auth.users where id = $1 for update', members[0].id]);
    const [response, ...others] = sends.map((send) => send());
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([201, 201]);
    await suspension.waitForBlocked(1);
    await suspension.query(`update auth.users set status = 'suspended' where id = $1`, [members[0].id]);
    await suspension.release();
    expect(await response).toMatchObject(refused);
  });

  test('are sent even if one of their senders is suspended', async () => {
    const { members, sends } = await three();
    for (const a of members) await t.as(a).get('/auth/me');
    // The session cache is valid for a second more: nothing is published.
    await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [members[0].id]);
    const responses = await Promise.all(sends.map((send) => send()));
    expect(responses[0]).toMatchObject(refused);
    expect(responses.slice(1).map(({ status }) => status)).toEqual([201, 201]);
  });
});

/**
 * Columns that name a member and have no trigger, by the reason. A new table with such a column needs `auth.require_active`, or
 * an entry here.
 */
const UNGUARDED: Record<string, string[]> = {
  'asked by the statement that sends, and before a notice by `holdSeat`': ['messaging.messages.sender_id'],
  'held by `holdSeat` before anything in a conversation is changed': [
    'messaging.invites.created_by',
    'messaging.memberships.added_by',
    'messaging.memberships.member_id',
    'messaging.pins.pinned_by',
  ],
  'held by `saveProfile`, before the audience': ['profiles.profiles.user_id'],
  'held by `follow` and `acceptRequest`: who accepts is another than the follower': [
    'social.follows.follower_id',
  ],
  'hides something, and shows nothing to anybody': [
    'social.blocks.blocker_id',
    'social.hidden_reposts.hider_id',
    'social.mutes.muter_id',
  ],
  'names the member it is about': [
    'content.post_mentions.user_id',
    'feed.dismissed_members.member_id',
    'moderation.batch_items.owner_id',
    'moderation.batches.member_id',
    'moderation.decisions.subject_owner_id',
    'moderation.picture_authors.member_id',
    'moderation.reports.subject_owner_id',
    'social.blocks.blocked_id',
    'social.follow_requests.target_id',
    'social.follows.followee_id',
    'social.hidden_reposts.hidden_id',
    'social.mutes.muted_id',
  ],
  'a lock would leave the number of the transaction in the row of the account, and with it who wrote when (docs/adr/0099)':
    ['boards.commitments.member_id'],
  'checked under the lock of the opening or the holders, with an entry in the audit log': [
    'boards.holders.member_id',
    'boards.opening_answers.holder_id',
  ],
  'a staff act, whose role is checked with its entry in the audit log': [
    'announcements.announcements.changed_by',
    'boards.hidings.hidden_by',
    'boards.hidings.shown_by',
    'boards.appeals.decided_by',
    'boards.exclusions.made_by',
    'boards.openings.requested_by',
    'auth.allowed_prefixes.created_by',
    'auth.applications.claimed_by',
    'auth.applications.decided_by',
    'auth.applications.refused_by',
    'auth.invitation_batches.created_by',
    'auth.test_emails.user_id',
    'auth.approvals.requested_by',
    'auth.campus_settings.changed_by',
    'feed.hidden_hashtags.hidden_by',
    'imports.campuses.added_by',
    'moderation.decisions.decided_by',
    'moderation.accesses.staff_id',
    'moderation.batches.started_by',
    'moderation.batches.undone_by',
    'moderation.claims.moderator_id',
    'moderation.notes.author_id',
    'moderation.appeals.decided_by',
    'moderation.blocked_pictures.added_by',
    'moderation.blocked_pictures.lifted_by',
    'moderation.automatic_rule_versions.written_by',
    'moderation.rehearsals.started_by',
    'moderation.log_openings.user_id',
  ],
  'for suspended members as well; only staff read it': ['moderation.appeals.member_id'],
  'the account itself: its sign-ins lock it, and nobody else sees them': [
    'auth.address_changes.user_id',
    'auth.applications.user_id',
    'auth.approvals.member_id',
    'auth.invited_members.user_id',
    'auth.audit_log.actor_id',
    'auth.credentials.user_id',
    'auth.deactivations.user_id',
    'auth.former_names.user_id',
    'auth.one_time_tokens.user_id',
    'auth.passkeys.user_id',
    'auth.recovery_codes.user_id',
    'auth.security_events.user_id',
    'auth.sessions.user_id',
    'auth.suspensions.user_id',
    'auth.user_custom_roles.user_id',
    'auth.user_roles.user_id',
  ],
  'nobody but the member sees it; what is published from it goes through a guarded table': [
    'content.bookmarks.user_id',
    'content.drafts.user_id',
    'content.hashtag_follows.user_id',
    'content.muted_words.user_id',
    'content.ranked_replies.user_id',
    'content.scheduled_posts.user_id',
    'content.unranked_readers.user_id',
    'content.writing_preferences.user_id',
    'feed.dismissed_members.user_id',
    'feed.preferences.user_id',
    'feed.timeline_states.user_id',
    'feed.sessions.user_id',
    'messaging.drafts.member_id',
    'messaging.exports.member_id',
    'imports.pending_follows.member_id',
    'messaging.deleted_for_member.member_id',
    'messaging.settings.member_id',
    'notifications.muted_threads.user_id',
    'notifications.preferences.user_id',
    'notifications.push_subscriptions.user_id',
    'platform.idempotency_keys.member_id',
    'profiles.welcomes.user_id',
    'search.recent.user_id',
    'search.saved.user_id',
    'search.settings.user_id',
    'social.contact_settings.member_id',
    'social.quiet_times.member_id',
  ],
  'derived by jobs and triggers from guarded tables': [
    'feed.affinities.member_id',
    'feed.affinities.user_id',
    'feed.affinities_computed.user_id',
    'feed.home_timeline.author_id',
    'feed.home_timeline.user_id',
    'feed.merged_authors.user_id',
    'feed.notable_members.member_id',
    'feed.pool.author_id',
    'feed.tastes.author_id',
    'feed.tastes.user_id',
    'feed.tastes_computed.user_id',
    'notifications.activities.actor_id',
    'notifications.activities.user_id',
    'notifications.notifications.user_id',
    'notifications.message_watermarks.member_id',
    'profiles.post_counts.user_id',
    'social.audiences.user_id',
    'social.member_counts.user_id',
    'social.standings.member_id',
    'social.trust.member_id',
  ],
  'made in one transaction under the lock of the account; that of somebody who is not active lets nobody in':
    ['auth.invitations.inviter_id', 'auth.invited_members.inviter_id'],
  'no member: what has a picture of a link': ['media.link_pictures.holder_id'],
  'names a bulk act, not a member': ['auth.approvals.target_id'],
  'presence, which ends with the sockets': ['realtime.last_seen.member_id', 'realtime.online.member_id'],
};

test('every column that names a writer is guarded, or has a reason', async () => {
  const { rows } = await t.ctx.pool.query<{ name: string; guarded: boolean }>(`
    with named as (
      select distinct attribute.attname
      from pg_constraint reference
      join pg_attribute attribute on attribute.attrelid = reference.conrelid and attribute.attnum = any(reference.conkey)
      where reference.contype = 'f' and reference.confrelid = 'auth.users'::regclass
      union select 'sender_id'
    )
    select format('%s.%s.%s', namespace.nspname, class.relname, attribute.attname) as name, exists (
      select from pg_trigger guard
      where guard.tgrelid = class.oid and guard.tgname = 'require_active' and guard.tgenabled = 'O'
        and pg_get_triggerdef(guard.oid) like '%auth.require_active(''' || attribute.attname || '''%') as guarded
    from pg_class class
    join pg_namespace namespace on namespace.oid = class.relnamespace
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relkind in ('r', 'p') and not class.relispartition and attribute.atttypid = 'uuid'::regtype
      and attribute.attname in (select attname from named)
      and namespace.nspname not in ('pg_catalog', 'information_schema', 'public')
    order by name`);
  const unguarded = rows.filter(({ guarded }) => !guarded).map(({ name }) => name);
  expect(unguarded).toEqual(Object.values(UNGUARDED).flat().sort());
});
