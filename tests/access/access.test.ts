import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import openapi from '../../packages/client/src/generated/openapi.json' with { type: 'json' };
import { makePost } from '../../server/modules/content/factory.ts';
import { makePicture } from '../../server/modules/media/factory.ts';
import { makeGroup, makeMessage } from '../../server/modules/messaging/factory.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

/**
 * Every endpoint × every kind of caller. An endpoint that is missing in the table fails the test: its access must be decided, not
 * forgotten.
 */
const callers = ['nobody', 'expired', 'other', 'blocked', 'owner', 'moderator', 'admin'] as const;
type Caller = (typeof callers)[number];
type Row = Record<Caller, number> & { body?: unknown; headers?: Record<string, string> | undefined };

/** For anybody, with or without a valid token. */
const open = (status: number, body?: unknown): Row => ({
  nobody: status,
  expired: status,
  other: status,
  blocked: status,
  owner: status,
  moderator: status,
  admin: status,
  body,
});
/** For signed-in callers; `own` if the owner of the resource gets another response, `hidden` for a blocked member. */
const member = (
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
  other: status,
  blocked: options.blocked ?? status,
  owner: options.own ?? status,
  moderator: options.moderator ?? status,
  admin: options.moderator ?? status,
  body: options.body,
  headers: options.headers,
});
const adminOnly = (status: number, body?: unknown): Row => ({
  nobody: 401,
  expired: 401,
  other: 403,
  blocked: 403,
  owner: 403,
  moderator: 403,
  admin: status,
  body,
});

const tus = { 'tus-resumable': '1.0.0' };

/**
 * In each path `{id}` is the owner, or the owner's post, file, upload, session or request. Statuses are those of a well-formed
 * request.
 */
const table: Record<string, Row> = {
  'GET /health': open(200),
  'GET /ready': open(200),
  'GET /status': open(200),
  'GET /api/v1/auth/universities': open(200),
  'GET /api/v1/auth/username-available?username=bos_ad': open(200),
  'GET /api/v1/auth/jwks.json': open(200),
  'POST /api/v1/auth/register': open(422, {
    email: 'a@gmail.com',
    password: 'mor kestane bulut 71',
    username: 'yeni_biri',
    displayName: 'Yeni',
  }),
  'POST /api/v1/auth/verify-email': open(422, { token: 'x'.repeat(43) }),
  'POST /api/v1/auth/verify-email/resend': open(202, { email: 'kimse@cinar.edu.tr' }),
  'POST /api/v1/auth/login': open(401, { identifier: 'kimse', password: 'yanlış' }),
  'POST /api/v1/auth/confirm-sign-in': open(422, { token: 'x'.repeat(43) }),
  'POST /api/v1/auth/refresh': open(401, { refreshToken: 'x' }),
  'POST /api/v1/auth/password/forgot': open(202, { email: 'kimse@cinar.edu.tr' }),
  'POST /api/v1/auth/password/reset': open(422, { token: 'x'.repeat(43), password: 'mor kestane bulut 71' }),
  'POST /api/v1/auth/password/change': member(422, {
    body: { currentPassword: 'yanlış', newPassword: 'mor kestane bulut 71' },
  }),
  'GET /api/v1/auth/me': member(200),
  'GET /api/v1/auth/sessions': member(200),
  'DELETE /api/v1/auth/sessions/{id}': member(404, { own: 204 }),
  'GET /api/v1/auth/mfa': member(200),
  'POST /api/v1/auth/mfa/totp': member(422, { body: { password: 'yanlış' } }),
  'POST /api/v1/auth/mfa/totp/confirm': member(409, { body: { code: '123456' } }),
  'DELETE /api/v1/auth/mfa/totp': member(422, { body: { password: 'yanlış', totp: '123456' } }),
  'POST /api/v1/auth/proof': member(422, { body: { password: 'yanlış' } }),
  'POST /api/v1/auth/logout': member(204),
  'POST /api/v1/auth/logout-all': member(204),
  'GET /api/v1/search/users?q=a': member(200),
  'GET /api/v1/search/hashtags?q=a': member(200),
  'GET /api/v1/search/suggestions?q=a': member(200),
  'GET /api/v1/users/me': member(200),
  'PATCH /api/v1/users/me': member(200, { body: { bio: 'Merhaba' } }),
  'PUT /api/v1/users/me/avatar': member(422, { body: { mediaId: '01890000-0000-7000-8000-000000000000' } }),
  'DELETE /api/v1/users/me/avatar': member(200),
  'PUT /api/v1/users/me/header': member(422, { body: { mediaId: '01890000-0000-7000-8000-000000000000' } }),
  'DELETE /api/v1/users/me/header': member(200),
  'GET /api/v1/users/{idOrUsername}': member(200, { blocked: 404 }),
  'PUT /api/v1/users/{id}/follow': member(200, { own: 422, blocked: 404 }),
  'DELETE /api/v1/users/{id}/follow': member(200),
  'DELETE /api/v1/users/{id}/follower': member(204),
  'GET /api/v1/users/{id}/followers': member(200, { blocked: 404 }),
  'GET /api/v1/users/{id}/following': member(200, { blocked: 404 }),
  'GET /api/v1/users/{id}/posts': member(200, { blocked: 404 }),
  'PUT /api/v1/users/{id}/mute': member(204, { own: 422, blocked: 404 }),
  'DELETE /api/v1/users/{id}/mute': member(204),
  'PUT /api/v1/users/{id}/reposts-hidden': member(204, { own: 422, blocked: 404 }),
  'DELETE /api/v1/users/{id}/reposts-hidden': member(204),
  'PUT /api/v1/users/{id}/block': member(204, { own: 422 }),
  'DELETE /api/v1/users/{id}/block': member(204),
  'GET /api/v1/blocks': member(200),
  'GET /api/v1/mutes': member(200),
  'GET /api/v1/follow-requests': member(200),
  'PUT /api/v1/follow-requests/{userId}/accept': member(404),
  'DELETE /api/v1/follow-requests/{userId}': member(404),
  'POST /api/v1/posts': member(201, { body: { content: 'Merhaba kampüs' } }),
  'GET /api/v1/posts/{id}': member(200, { blocked: 404 }),
  'GET /api/v1/posts/{id}/thread': member(200, { blocked: 404 }),
  'DELETE /api/v1/posts/{id}': member(403, { own: 204, blocked: 404, moderator: 204 }),
  'PATCH /api/v1/posts/{id}': member(403, { own: 200, blocked: 404, body: { content: 'Düzeltildi' } }),
  'GET /api/v1/posts/{id}/history': member(200, { blocked: 404 }),
  'POST /api/v1/posts/{id}/poll/votes': member(404, { body: { choices: [0] } }),
  'PUT /api/v1/posts/{id}/like': member(200, { blocked: 404 }),
  'DELETE /api/v1/posts/{id}/like': member(200, { blocked: 404 }),
  'PUT /api/v1/posts/{id}/repost': member(200, { blocked: 404 }),
  'DELETE /api/v1/posts/{id}/repost': member(200, { blocked: 404 }),
  'PUT /api/v1/posts/{id}/bookmark': member(200, { blocked: 404 }),
  'DELETE /api/v1/posts/{id}/bookmark': member(200, { blocked: 404 }),
  'GET /api/v1/posts/{id}/likes': member(200, { blocked: 404 }),
  'GET /api/v1/posts/{id}/reposts': member(200, { blocked: 404 }),
  'GET /api/v1/posts/{id}/quotes': member(200, { blocked: 404 }),
  'GET /api/v1/bookmarks': member(200),
  'GET /api/v1/users/{id}/likes': member(403, { own: 200, blocked: 404, moderator: 403 }),
  'GET /api/v1/hashtags/following': member(200),
  'GET /api/v1/hashtags/{tag}': member(200),
  'GET /api/v1/hashtags/{tag}/posts': member(200),
  'PUT /api/v1/hashtags/{tag}/follow': member(200),
  'DELETE /api/v1/hashtags/{tag}/follow': member(200),
  'GET /api/v1/muted-words': member(200),
  'POST /api/v1/muted-words': member(201, { body: { word: 'sınav' } }),
  'PATCH /api/v1/muted-words/{id}': member(404, { body: { scope: 'home' } }),
  'DELETE /api/v1/muted-words/{id}': member(204),
  'POST /api/v1/reports': member(201, {
    body: { subjectType: 'user', subjectId: '01890000-0000-7000-8000-000000000000', reason: 'spam' },
  }),
  'GET /api/v1/reports': member(200),
  'POST /api/v1/drafts': member(201, { body: { post: {} } }),
  'GET /api/v1/drafts': member(200),
  'GET /api/v1/drafts/{id}': member(404),
  'PUT /api/v1/drafts/{id}': member(404, { body: { post: {}, updatedAt: '2026-01-01T00:00:00.000Z' } }),
  'DELETE /api/v1/drafts/{id}': member(404),
  'POST /api/v1/drafts/{id}/publish': member(404),
  'POST /api/v1/scheduled-posts': member(422, {
    body: { post: { content: 'Sonra' }, scheduledFor: '2020-01-01T00:00:00.000Z' },
  }),
  'GET /api/v1/scheduled-posts': member(200),
  'GET /api/v1/scheduled-posts/{id}': member(404),
  'PATCH /api/v1/scheduled-posts/{id}': member(404, { body: { updatedAt: '2026-01-01T00:00:00.000Z' } }),
  'DELETE /api/v1/scheduled-posts/{id}': member(404),
  'POST /api/v1/scheduled-posts/{id}/publish': member(404),
  'POST /api/v1/pending-posts': member(202, { body: { content: 'Merhaba' } }),
  'POST /api/v1/drafts/{id}/pending': member(404),
  'GET /api/v1/pending-posts': member(200),
  'DELETE /api/v1/pending-posts/{id}': member(404),
  'POST /api/v1/pending-posts/{id}/publish': member(404),
  'GET /api/v1/writing-preferences': member(200),
  'PATCH /api/v1/writing-preferences': member(200, { body: { undoSeconds: 5 } }),
  'PUT /api/v1/posts/{id}/pin': member(403, { own: 200, blocked: 404 }),
  'DELETE /api/v1/posts/{id}/pin': member(403, { own: 200, blocked: 404 }),
  'GET /api/v1/feed/home': member(200),
  'GET /api/v1/feed/trending': member(200),
  'GET /api/v1/search/posts?q=vize': member(200),
  'GET /api/v1/search/saved': member(200),
  'POST /api/v1/search/saved': member(201, { body: { q: 'vize' } }),
  'DELETE /api/v1/search/saved/{id}': member(404),
  'GET /api/v1/search/recent': member(200),
  'PUT /api/v1/search/recent': member(204, { body: { q: 'vize' } }),
  'PATCH /api/v1/search/recent': member(200, { body: { isKept: true } }),
  'DELETE /api/v1/search/recent': member(204),
  'GET /api/v1/feed/explore': member(200),
  'GET /api/v1/feed/recommendations': member(200),
  'GET /api/v1/feed/preferences': member(200),
  'PATCH /api/v1/feed/preferences': member(200, { body: { ranking: true } }),
  'PUT /api/v1/feed/home/position': member(204, {
    body: { entryId: '01a1fc78-50e2-7394-af49-bdfdef947f2b' },
  }),
  'GET /api/v1/users/suggestions': member(200),
  'DELETE /api/v1/users/suggestions/{id}': member(204, { blocked: 404 }),
  'PUT /api/v1/users/suggestions/{id}': member(204),
  'GET /api/v1/admin/hashtags/hidden': { ...adminOnly(200), moderator: 200 },
  'PUT /api/v1/admin/hashtags/{tag}/hidden': { ...adminOnly(204, { reason: 'Bahis' }), moderator: 204 },
  'DELETE /api/v1/admin/hashtags/{tag}/hidden': { ...adminOnly(204), moderator: 204 },
  'GET /api/v1/conversations': member(200),
  'POST /api/v1/conversations': member(404, {
    body: { type: 'direct', participantIds: ['01890000-0000-7000-8000-000000000000'] },
  }),
  'GET /api/v1/conversations/unread': member(200),
  'GET /api/v1/conversations/settings': member(200),
  'PATCH /api/v1/conversations/settings': member(200, { body: { typing: false } }),
  'POST /api/v1/conversations/sync': member(200, { body: { conversations: {} } }),
  'GET /api/v1/conversations/{id}': member(404, { own: 200 }),
  'PATCH /api/v1/conversations/{id}': member(404, { own: 200, body: { name: 'Başka ad' } }),
  'DELETE /api/v1/conversations/{id}': member(404, { own: 204 }),
  'PATCH /api/v1/conversations/{id}/me': member(404, { own: 200, body: { muted: true } }),
  'PUT /api/v1/conversations/{id}/accept': member(404, { own: 200 }),
  'PUT /api/v1/conversations/{id}/read': member(404, { own: 200, body: { seq: 1 } }),
  'PUT /api/v1/conversations/{id}/delivered': member(404, { own: 200, body: { seq: 1 } }),
  'GET /api/v1/conversations/{id}/participants': member(404, { own: 200 }),
  'PUT /api/v1/conversations/{id}/participants/{userId}': member(404, { own: 200, body: {} }),
  'DELETE /api/v1/conversations/{id}/participants/{userId}': member(404, { own: 204 }),
  'GET /api/v1/conversations/{id}/messages': member(404, { own: 200 }),
  'GET /api/v1/conversations/{id}/messages?show=blocked': member(404, { own: 200 }),
  'POST /api/v1/conversations/{id}/messages': member(404, {
    own: 201,
    body: { clientId: 'bir', content: 'Selam' },
  }),
  'GET /api/v1/conversations/{id}/draft': member(404, { own: 200 }),
  'PUT /api/v1/conversations/{id}/draft': member(404, { own: 200, body: { content: 'Yarın' } }),
  'GET /api/v1/conversations/{id}/pins': member(404, { own: 200 }),
  'GET /api/v1/conversations/exports': member(200),
  'POST /api/v1/conversations/exports': member(202, { body: { timeZone: 'Europe/Istanbul' } }),
  'GET /api/v1/conversations/exports/{id}': member(404, { own: 200 }),
  'DELETE /api/v1/conversations/exports/{id}': member(404, { own: 204 }),
  'GET /api/v1/conversations/{id}/search?q=vize': member(404, { own: 200 }),
  'GET /api/v1/conversations/search?q=vize': member(200),
  'GET /api/v1/conversations/{id}/invites': member(404, { own: 200 }),
  'POST /api/v1/conversations/{id}/invites': member(404, { own: 201, body: {} }),
  'DELETE /api/v1/conversations/{id}/invites/{inviteId}': member(404),
  'POST /api/v1/conversations/invites/preview': member(404, { body: { token: 'x'.repeat(24) } }),
  'POST /api/v1/conversations/invites/join': member(404, { body: { token: 'x'.repeat(24) } }),
  'PUT /api/v1/messages/{id}/pin': member(404, { own: 200 }),
  'DELETE /api/v1/messages/{id}/pin': member(404, { own: 200 }),
  'GET /api/v1/messages/{id}': member(404, { own: 200 }),
  'GET /api/v1/messages/{id}?show=blocked': member(404, { own: 200 }),
  'PATCH /api/v1/messages/{id}': member(404, { own: 200, body: { content: 'Düzeltildi' } }),
  'DELETE /api/v1/messages/{id}': member(404, { own: 204 }),
  'PUT /api/v1/messages/{id}/reactions/{emoji}': member(404, { own: 200 }),
  'DELETE /api/v1/messages/{id}/reactions/{emoji}': member(404, { own: 200 }),
  'POST /api/v1/media': member(415),
  'GET /api/v1/media': member(200),
  'GET /api/v1/media/quota': member(200),
  'GET /api/v1/media/{id}': member(404, { own: 200 }),
  'PATCH /api/v1/media/{id}': member(404, { own: 200, body: { alt: 'Kampüs' } }),
  'DELETE /api/v1/media/{id}': member(404, { own: 204 }),
  'POST /api/v1/media/uploads': member(201, { headers: { ...tus, 'upload-length': '9' } }),
  'GET /api/v1/media/uploads/{id}': member(404, { own: 200 }),
  'PATCH /api/v1/media/uploads/{id}': member(404, {
    own: 204,
    body: 'Mer',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  }),
  'DELETE /api/v1/media/uploads/{id}': member(404, { own: 204, headers: tus }),
  'GET /api/v1/notifications': member(200),
  'GET /api/v1/notifications/unread': member(200),
  'PUT /api/v1/notifications/read': member(200, {
    body: { ids: ['01890000-0000-7000-8000-000000000000'] },
  }),
  'GET /api/v1/notifications/preferences': member(200),
  'PATCH /api/v1/notifications/preferences': member(200, { body: { digest: 'daily' } }),
  'GET /api/v1/notifications/threads/{postId}/mute': member(200, { blocked: 404 }),
  'PUT /api/v1/notifications/threads/{postId}/mute': member(200, { blocked: 404 }),
  'DELETE /api/v1/notifications/threads/{postId}/mute': member(200, { blocked: 404 }),
  'POST /api/v1/notifications/push-subscriptions': member(422, {
    body: { endpoint: 'https://127.0.0.1/', keys: { p256dh: 'x', auth: 'x' } },
  }),
  'DELETE /api/v1/notifications/push-subscriptions/{id}': member(204),
  'POST /api/v1/notifications/unsubscribe?token=x': open(422),
  'GET /api/v1/admin/overview': adminOnly(200),
  'GET /api/v1/admin/media': adminOnly(200),
  'GET /api/v1/admin/figures/content': adminOnly(200),
  'GET /api/v1/admin/audit-log': adminOnly(200),
  'GET /api/v1/admin/users': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/users/{id}': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/users/{id}/sessions': adminOnly(200),
  'PUT /api/v1/admin/users/{id}/suspend': adminOnly(204, { reason: 'Deneme' }),
  'PUT /api/v1/admin/users/{id}/restore': adminOnly(409),
  // Only the owner of the campus, for whom this table has no column.
  'PUT /api/v1/admin/users/{id}/roles': adminOnly(403, { roles: [] }),
  'DELETE /api/v1/admin/users/{id}/sessions': adminOnly(204),
  'GET /api/v1/admin/reports': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/reports/{id}': { ...adminOnly(404), moderator: 404 },
  'POST /api/v1/admin/reports/{id}/open': { ...adminOnly(404, { reason: 'Bakılacak' }), moderator: 404 },
  'PATCH /api/v1/admin/reports/{id}': {
    ...adminOnly(404, { decision: 'dismiss', note: 'Deneme' }),
    moderator: 404,
  },
  'GET /api/v1/admin/universities': adminOnly(200),
  'GET /api/v1/admin/universities/{id}': adminOnly(404),
  'POST /api/v1/admin/universities/preview-address': adminOnly(200, { email: 'a@cinar.edu.tr' }),
  'PATCH /api/v1/admin/universities/{id}': adminOnly(404, { isOpen: false }),
  'POST /api/v1/admin/universities/{id}/rules': adminOnly(404, { domain: 'cinar.edu.tr' }),
  'PATCH /api/v1/admin/universities/{id}/rules/{ruleId}': adminOnly(404, { note: 'Deneme' }),
  'DELETE /api/v1/admin/universities/{id}/rules/{ruleId}': adminOnly(404),
};

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

/** A campus for each cell, so that cells do not affect one another. */
async function people(): Promise<{
  owner: TestMember;
  caller: (kind: Caller) => Promise<string | undefined>;
  postId: string;
  sessionId: () => Promise<string>;
  conversation: () => Promise<{ id: string }>;
  messageId: () => Promise<string>;
  mediaId: () => Promise<string>;
  uploadId: () => Promise<string>;
  exportId: () => Promise<string>;
}> {
  const [owner, other] = await t.members(2);
  const post = await makePost(t, { author: owner! });
  const conversation = async () => makeGroup(t, [owner!, (await t.members(1))[0]!]);
  return {
    owner: owner!,
    postId: post.id,
    // Another session than the one that calls.
    sessionId: async () => {
      const { username: identifier, password } = owner!;
      const entry = await t.anyone.post('/auth/login', { identifier, password });
      const { items } = await t.as(entry).get('/auth/sessions');
      return items.find((session: { current: boolean }) => session.current).id;
    },
    // Of these the caller is a participant only if they are the owner.
    conversation,
    messageId: async () => (await makeMessage(t, owner!, await conversation())).id,
    mediaId: async () => (await makePicture(t, owner!)).id,
    uploadId: async () =>
      (await t.as(owner!).post('/media/uploads', undefined, { ...tus, 'upload-length': '9' })).id,
    exportId: async () => (await t.as(owner!).post('/conversations/exports', {})).id,
    caller: async (kind) => {
      switch (kind) {
        case 'nobody':
          return undefined;
        case 'expired':
          return expiredToken(other!.accessToken);
        case 'blocked':
          await t.as(owner!).put(`/users/${other!.id}/block`);
          return other!.accessToken;
        case 'owner':
          return owner!.accessToken;
        case 'moderator':
        case 'admin':
          return (await t.members(1, { roles: [kind] }))[0]!.accessToken;
        default:
          return other!.accessToken;
      }
    },
  };
}

/** Their requests change nothing, so they share one campus. */
const OUTSIDE: ReadonlySet<Caller> = new Set(['nobody', 'expired']);
let stands: ReturnType<typeof people> | undefined;
const standing = (): ReturnType<typeof people> => {
  stands ??= people().then((scene) => ({
    ...scene,
    sessionId: lazy(scene.sessionId),
    conversation: lazy(scene.conversation),
    messageId: lazy(scene.messageId),
    mediaId: lazy(scene.mediaId),
    uploadId: lazy(scene.uploadId),
  }));
  return stands;
};
/** Calls `make` at the first call and returns the same promise afterwards. */
function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** An expired token: moves the clock only while it is signed. */
async function expiredToken(sample: string): Promise<string> {
  t.clock.advance(-3_600_000);
  const { signAccessToken } = await import('../../server/modules/auth/sign-in/tokens.ts');
  const claims = JSON.parse(Buffer.from(sample.split('.')[1] ?? '', 'base64url').toString());
  const token = await signAccessToken(t.ctx, claims.sub, claims.sid);
  t.clock.advance(3_600_000);
  return token;
}

/** The id for a path, chosen by what comes before it. */
async function idIn(pattern: string, scene: Awaited<ReturnType<typeof people>>): Promise<string> {
  if (pattern.includes('/posts/{id}')) return scene.postId;
  if (pattern.includes('/conversations/{id}')) return (await scene.conversation()).id;
  if (pattern.includes('/messages/{id}')) return scene.messageId();
  if (pattern.includes('/sessions/{id}')) return scene.sessionId();
  if (pattern.includes('/media/{id}')) return scene.mediaId();
  if (pattern.includes('/uploads/{id}')) return scene.uploadId();
  if (pattern.includes('/exports/{id}')) return scene.exportId();
  return scene.owner.id;
}

const documented = Object.entries(openapi.paths as Record<string, Record<string, unknown>>).flatMap(
  ([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
);

test('the table has every endpoint, and no other', () => {
  const named = new Set(Object.keys(table).map((key) => key.replace(/\?.*/, '')));
  expect([...named].sort()).toEqual(documented.sort());
});

describe.each(Object.entries(table))('%s', (key, row) => {
  test.each(callers)('for %s', async (kind) => {
    const [method = '', pattern = ''] = key.split(' ');
    const scene = OUTSIDE.has(kind) ? await standing() : await people();
    const token = await scene.caller(kind);
    const url = pattern
      .replace('{id}', await idIn(pattern, scene))
      .replace('{idOrUsername}', scene.owner.username)
      .replace('{tag}', 'kampus')
      .replace('{postId}', scene.postId)
      .replace('{userId}', scene.owner.id)
      .replace('{inviteId}', scene.owner.id)
      .replace('{emoji}', encodeURIComponent('👍'))
      .replace('{ruleId}', scene.owner.id);
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
  });
});

describe('a message in a group whose sender some participants block', () => {
  const WORDS = 'gizli söz';
  /**
   * What an answer contains of the message: its content, its content with another fold state, only its position, nothing; or a
   * refusal.
   */
  type Visible = 'words' | 'unfolded' | 'place' | 'nothing' | 401 | 404;
  /** Who calls; what they get of the message itself, by default and with `show=blocked`; and of the group's messages. */
  const rows: [caller: string, byDefault: Visible, shown: Visible, listed?: Visible][] = [
    ['a participant who blocks the author', 'place', 'unfolded'],
    ['an invited member who blocks the author', 'place', 'unfolded'],
    ['a participant who blocks nobody', 'words', 'words'],
    ['the author', 'words', 'words'],
    ['a newcomer without access to the history', 404, 404, 'nothing'],
    ['a former participant', 404, 404],
    ['a removed participant', 404, 404],
    ['a removed participant who blocks the author', 404, 404],
    ['a stranger', 404, 404],
    ['a stranger whom the author blocks', 404, 404],
    ['a moderator', 404, 404],
    ['an admin', 404, 404],
    ['a caller who is not signed in', 401, 401],
  ];
  let people: Record<string, TestMember | undefined>;
  let paths: { item: string; list: string };
  let messageId: string;

  beforeAll(async () => {
    const members = (await t.members(10)) as [TestMember, TestMember, ...TestMember[]];
    const [owner, writer, ...others] = members;
    const [blocker, requested, newcomer, left, removed, removedBlocker, stranger, blocked] = others;
    const [moderator] = await t.members(1, { roles: ['moderator'] });
    const [admin] = await t.members(1, { roles: ['admin'] });
    people = {
      'a participant who blocks the author': blocker,
      'an invited member who blocks the author': requested,
      'a participant who blocks nobody': owner,
      'the author': writer,
      'a newcomer without access to the history': newcomer,
      'a former participant': left,
      'a removed participant': removed,
      'a removed participant who blocks the author': removedBlocker,
      'a stranger': stranger,
      'a stranger whom the author blocks': blocked,
      'a moderator': moderator,
      'an admin': admin,
    };
    const group = await makeGroup(t, [owner, writer, blocker!, left!, removed!, removedBlocker!]);
    const participants = `/conversations/${group.id}/participants`;
    await t.as(owner).put(`${participants}/${requested!.id}`, {});
    const { id, seq } = await makeMessage(t, writer, group, WORDS);
    messageId = id;
    paths = {
      item: `/messages/${id}?`,
      list: `/conversations/${group.id}/messages?limit=1&afterSeq=${seq - 1}&`,
    };
    await t.as(owner).patch(`/conversations/${group.id}`, { history: 'joined' });
    await t.as(owner).put(`${participants}/${newcomer!.id}`, {});
    for (const item of [blocker!, requested!, removedBlocker!])
      await t.as(item).put(`/users/${writer.id}/block`);
    await t.as(writer).put(`/users/${blocked!.id}/block`);
    await t.as(left!).delete(`${participants}/${left!.id}`);
    for (const item of [removed!, removedBlocker!]) await t.as(owner).delete(`${participants}/${item.id}`);
  });

  test.each(rows)('for %s', async (who, usual, shown, listed) => {
    const token = people[who]?.accessToken;
    const visibleIn = async (path: string): Promise<Visible> => {
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const { status, body } = await t.anyone.raw('GET', path, { headers });
      if (status !== 200) return status as 401 | 404; // otherwise the comparison fails
      const found = [body, ...(body.items ?? [])].find(({ id }) => id === messageId);
      if (!JSON.stringify(body).includes(WORDS)) return found ? 'place' : 'nothing';
      return found.senderBlocked ? 'unfolded' : 'words';
    };
    for (const [path, expected] of [
      [paths.item, [usual, shown]],
      [paths.list, [listed ?? usual, listed ?? shown]],
    ] as const)
      expect([await visibleIn(path), await visibleIn(`${path}show=blocked`)], path).toEqual(expected);
  });
});

test('no response to a stranger contains an email address', async () => {
  const [ayse, bora] = await t.members(2);
  const profile = await t.as(bora!).raw('GET', `/users/${ayse!.username}`);
  expect(JSON.stringify(profile.body)).not.toContain(ayse!.email);
  const { rows } = await sql<{
    columns: string;
  }>`select string_agg(column_name, ' ') as columns from information_schema.columns
    where table_schema = 'profiles' and table_name = 'member_view'`.execute(t.ctx.db);
  expect(rows[0]?.columns).not.toContain('email');
});

test('a body that is not JSON is refused for its type, and a malformed one for its syntax', async () => {
  const [ayse] = await t.members(1);
  const send = (type: string, body: string) =>
    t.as(ayse!).raw('POST', '/posts', { body, headers: { 'content-type': type } });
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
    expect(await send(type, '{"content":"a"}')).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type' },
    });
  expect(await send('application/json', '{"content":')).toMatchObject({ status: 400 });
  expect(await send('application/json', '{"content":"a"}')).toMatchObject({ status: 201 });
});
