import { createHash } from 'node:crypto';
import { retryAfterSeconds } from '@chitlaq/protocol';
import { isolate } from '@chitlaq/text';
import { Counter } from 'prom-client';
import webPush from 'web-push';
import type { Context } from '../../../platform/context.ts';
import type { JobTable } from '../../../platform/job-handlers.ts';
import { moduleMetrics } from '../../../platform/metrics.ts';
import { PrivateAddressError, postExternal } from '../../../platform/outbound-http.ts';
import { auth } from '../../auth/index.ts';
import { messaging, type UnreadMembership } from '../../messaging/index.ts';
import { quietUntil } from '../../social/index.ts';
import { toViewer } from '../create/service.ts';
import { KINDS } from '../kinds.ts';
import { quietHoursEnd } from '../preferences/quiet-hours.ts';
import { channelsOf, quietHoursOf } from '../preferences/service.ts';
import { present, withoutMutedWords } from '../present.ts';
import { publishCounts } from '../publish.ts';
import { findRecipient, findUnreadGroups, type Recipient } from '../queries.ts';
import type { Notification } from '../schemas.ts';
import { unread as countUnread } from '../service.ts';
import {
  countHeading,
  excerpt,
  fileTypeName,
  type Locale,
  newMessage,
  pageOf,
  sentenceFor,
  truncate,
} from '../translations.ts';
import { deferredKey, rescheduleDeferred } from './deferred.ts';
import { vapidKeys } from './keys.ts';
import {
  deleteSubscription,
  findSubscription,
  findSubscriptionIds,
  lockDeferred,
  lockUnread,
  markDelivery,
  markPushed,
  type Subscription,
} from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** A notification is new or has new activities. */
    'notifications.push': { notificationId: string };
    /** Quiet hours have ended: send one push for all that came meanwhile. */
    'notifications.pushDeferred': { userId: string };
    'notifications.quietTimeChanged': { memberId: string };
    'notifications.deliver': { subscriptionId: string; notificationIds: string[]; attempt: number };
  }
}

/**
 * Minimum interval between pushes of one growing notification: "and 11 others" is worth one push, not eleven.
 */
const MIN_PUSH_INTERVAL_MS = 10 * 60_000;
/** Shorter for messages, because people in a conversation expect them sooner. */
const MIN_MESSAGE_PUSH_INTERVAL_MS = 60_000;
/** How long a push service keeps a push for a device that is off. */
const TTL_SECONDS = 24 * 3_600;
/** A payload that stays below the push services' limit of 4 kB after encryption. */
const MAX_PAYLOAD_BYTES = 3_000;
const MAX_DEFERRED = 100;
const MAX_ATTEMPTS = 8;
const TIMEOUT_MS = 10_000;

/**
 * Sends a notification to the member's devices, unless it was read, was already pushed in this state, or has
 * to wait.
 */
async function push(ctx: Context, { notificationId }: { notificationId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const unread = await lockUnread(tx.db, notificationId);
    if (unread === undefined || unread.pushedActivityId === unread.latestActivityId) return;
    const { userId, pushedAt } = unread;
    const now = tx.clock();
    if (await deferIfQuiet(tx, userId, now)) return;
    if (await deferIfHeldBack(tx, userId, notificationId, now)) return;
    const allowedAt =
      pushedAt === null
        ? 0
        : pushedAt.getTime() +
          (unread.kind === 'message' ? MIN_MESSAGE_PUSH_INTERVAL_MS : MIN_PUSH_INTERVAL_MS);
    if (allowedAt > now.getTime()) {
      await tx.jobs.add(
        'notifications.push',
        { notificationId },
        { key: `notifications.push:${notificationId}`, runAt: toQueueTime(tx, new Date(allowedAt)) },
      );
      return;
    }
    if (!(await channelsOf(tx, userId))[unread.kind].push) return;
    await send(tx, userId, [notificationId]);
  });
}

/** In quiet hours, one job waits for their end, however many notifications come meanwhile. */
async function deferIfQuiet(tx: Context, userId: string, now: Date): Promise<boolean> {
  const { quiet, timeZone } = await quietHoursOf(tx, userId);
  const until = quietHoursEnd(now, quiet, timeZone);
  if (until === null) return false;
  await tx.jobs.add(
    'notifications.pushDeferred',
    { userId },
    { key: deferredKey(userId), runAt: toQueueTime(tx, until) },
  );
  return true;
}

/** In a quiet time, what people whom the member does not follow do waits for its end. */
async function deferIfHeldBack(tx: Context, userId: string, id: string, now: Date): Promise<boolean> {
  const until = await quietUntil(tx, userId);
  const member = until && (await findRecipient(tx.db, userId));
  if (!member || (await findUnreadGroups(tx.db, toViewer(member), [id], now)).length > 0) return false;
  await tx.jobs.add(
    'notifications.pushDeferred',
    { userId },
    { key: deferredKey(userId), runAt: toQueueTime(tx, until) },
  );
  return true;
}

/** A quiet time began, ended or has another end: the counts change now and at its end, and deferred pushes move. */
async function quietTimeChanged(ctx: Context, { memberId }: { memberId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const member = await findRecipient(tx.db, memberId);
    if (member === undefined) return;
    publishCounts(tx, memberId, await countUnread(tx, toViewer(member)));
    await rescheduleDeferred(tx, memberId);
    const until = await quietUntil(tx, memberId);
    if (until === undefined) return;
    const key = `notifications.quietTimeChanged:${memberId}`;
    await tx.jobs.add('notifications.quietTimeChanged', { memberId }, { key, runAt: toQueueTime(tx, until) });
  });
}

async function pushDeferred(ctx: Context, { userId }: { userId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (await deferIfQuiet(tx, userId, tx.clock())) return;
    const channels = await channelsOf(tx, userId);
    const kinds = KINDS.filter((kind) => channels[kind].push);
    const ids = await lockDeferred(tx.db, userId, kinds, MAX_DEFERRED);
    const shown = [];
    for (const id of ids) if (!(await deferIfHeldBack(tx, userId, id, tx.clock()))) shown.push(id);
    if (shown.length > 0) await send(tx, userId, shown);
  });
}

/** The job queue uses the database's clock, the product uses `ctx.clock`. */
const toQueueTime = (ctx: Context, at: Date): Date =>
  new Date(Date.now() + (at.getTime() - ctx.clock().getTime()));

async function send(tx: Context, userId: string, notificationIds: string[]): Promise<void> {
  await markPushed(tx.db, notificationIds, tx.clock());
  for (const subscriptionId of await findSubscriptionIds(tx.db, userId)) {
    await tx.jobs.add('notifications.deliver', { subscriptionId, notificationIds, attempt: 1 });
  }
}

/**
 * Sends to one browser what is still unread and visible. A repeated push replaces the first one, because both
 * have the same tag.
 */
async function deliver(
  ctx: Context,
  {
    subscriptionId,
    notificationIds,
    attempt,
  }: { subscriptionId: string; notificationIds: string[]; attempt: number },
): Promise<void> {
  const device = await findSubscription(ctx.db, subscriptionId);
  if (device === undefined || device.rejectedAt !== null) return;
  if (!(await auth.activeSessions(ctx, [device.sessionId])).has(device.sessionId)) {
    await deleteSubscription(ctx.db, device.id);
    return;
  }
  const recipient = await findRecipient(ctx.db, device.userId);
  if (recipient === undefined || !recipient.isActive) return;
  const member = await auth.inOfferedLanguage(ctx, recipient);
  const unread = await stillUnread(ctx, member, notificationIds);
  if (unread.length === 0) return;
  const content = toPushContent(member.locale, unread);
  const [only] = unread;
  if (unread.length === 1 && only?.kind === 'message' && only.topic === null) {
    const unreadMembership = await findUnread(ctx, device.userId, only.subjectId);
    if (unreadMembership === undefined) return; // deleted or just read
    content.body = messagePreview(member.locale, unreadMembership);
    if (unreadMembership.mentioned)
      content.title = truncate(sentenceFor(member.locale, { ...only, kind: 'mention' }), 120);
  }
  const outcome = await sendPush(ctx, device, content);
  pushDeliveries.inc({ outcome: outcome.kind });
  if (outcome.kind === 'gone' || (await markDelivery(ctx.db, device.id, outcome.kind, ctx.clock()))) {
    await deleteSubscription(ctx.db, device.id);
    return;
  }
  if (outcome.kind !== 'failed' && outcome.kind !== 'unreachable') return;
  if (attempt >= MAX_ATTEMPTS) return;
  const payload = { subscriptionId, notificationIds, attempt: attempt + 1 };
  const waitMs = Math.max(outcome.retryAfterMs, 2 ** attempt * 1_000);
  await ctx.jobs.add('notifications.deliver', payload, { runAt: new Date(Date.now() + waitMs) });
}

/** The unread messages of a conversation, as the recipient may see them now. */
async function findUnread(
  ctx: Context,
  userId: string,
  conversationId: string | null,
): Promise<UnreadMembership | undefined> {
  if (conversationId === null) return undefined;
  const [unreadMembership] = await messaging.unreadFor(ctx, [conversationId], [userId]);
  return unreadMembership?.muted ? undefined : unreadMembership;
}

/**
 * The text of the last unread message, or the type of its files if it has no text. Disappearing messages are
 * left out: a lock screen keeps what it shows.
 */
function messagePreview(
  lang: Locale,
  { conversationName, preview: { kind, text, disappears } }: UnreadMembership,
): string {
  const shown = text === '' ? fileTypeName(lang, kind) : truncate(text, 140);
  const bodyText = disappears ? newMessage(lang) : shown;
  return conversationName === null ? bodyText : `${isolate(conversationName)}: ${isolate(bodyText)}`;
}

async function stillUnread(ctx: Context, member: Recipient, ids: readonly string[]): Promise<Notification[]> {
  const viewer = toViewer(member);
  const groups = await withoutMutedWords(
    ctx,
    viewer,
    await findUnreadGroups(ctx.db, viewer, ids, ctx.clock()),
  );
  return present(ctx, viewer, groups);
}

export interface PushContent {
  title: string;
  body: string;
  /** Page in the web app. */
  url: string;
  /** A push replaces an earlier one with the same tag. */
  tag: string;
  lang: Locale;
}

/** The content of a push; for several notifications only their number. */
export function toPushContent(lang: Locale, unread: readonly Notification[]): PushContent {
  const [first] = unread;
  if (first === undefined) throw new Error('a push about nothing');
  if (unread.length > 1) {
    const title = countHeading(lang, unread.length);
    return { title, body: sentenceFor(lang, first), url: '/notifications', tag: 'deferred', lang };
  }
  return {
    title: truncate(sentenceFor(lang, first), 120),
    body: excerpt(first, 140),
    url: pageOf(first),
    tag: first.groupId,
    lang,
  };
}

/** Truncates the body: JSON escapes of quotes and newlines may make it longer than its text. */
export function serializeWithinLimit(content: PushContent): string {
  const json = JSON.stringify(content);
  return Buffer.byteLength(json) <= MAX_PAYLOAD_BYTES ? json : JSON.stringify({ ...content, body: '' });
}

/**
 * The result of a delivery.
 * - `accepted`: the push service accepted it.
 * - `gone`: 404 or 410; the subscription has ended.
 * - `rejected`: 401 or 403; the subscription belongs to another key than ours.
 * - `refused`: another 4xx; the push is wrong, not the subscription.
 * - `failed`: 429 or 5xx; retried.
 * - `unreachable`: no answer, possibly because of our own network; retried.
 */
type Outcome =
  | { kind: 'accepted' | 'gone' | 'rejected' | 'refused' }
  | { kind: 'failed' | 'unreachable'; retryAfterMs: number };

/**
 * For the operator: many `rejected` mean a changed master secret, many `unreachable` a network or DNS
 * problem.
 */
export const pushDeliveries = new Counter({
  name: 'push_deliveries_total',
  help: 'Web Push deliveries by outcome',
  labelNames: ['outcome'],
  registers: [moduleMetrics],
});

/** Encrypts a push (RFC 8291) and posts it to the browser's push service (RFC 8030). */
async function sendPush(ctx: Context, device: Subscription, content: PushContent): Promise<Outcome> {
  const { endpoint, p256dh, auth: secret } = device;
  const topic = createHash('sha256').update(content.tag).digest('base64url').slice(0, 32);
  const request = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth: secret } },
    serializeWithinLimit(content),
    {
      vapidDetails: { subject: contactAddress(ctx), ...vapidKeys(ctx) },
      TTL: TTL_SECONDS,
      contentEncoding: 'aes128gcm',
      urgency: 'normal',
      topic,
    },
  );
  const service = new URL(endpoint).host;
  try {
    const { status, headers } = await postExternal(
      new URL(endpoint),
      { headers: toStringHeaders(request.headers), body: request.body },
      { local: ctx.config.pushLocalEndpoints, timeoutMs: TIMEOUT_MS },
    );
    if (status >= 200 && status < 300) return { kind: 'accepted' };
    if (status === 404 || status === 410) return { kind: 'gone' };
    if (status === 429 || status >= 500)
      return { kind: 'failed', retryAfterMs: retryAfterMs(headers['retry-after'], headers.date) };
    ctx.log.warn({ status, service }, 'push.refused');
    return { kind: status === 401 || status === 403 ? 'rejected' : 'refused' };
  } catch (error) {
    // A name that resolves to a private address is never called. It may be a DNS problem, so the subscription
    // is kept.
    if (error instanceof PrivateAddressError) ctx.log.warn({ service }, 'push.address_blocked');
    else ctx.log.info({ err: error, service }, 'push.unreachable');
    return { kind: 'unreachable', retryAfterMs: 0 };
  }
}

const HOUR_MS = 3_600_000;
const retryAfterMs = (header: string | undefined, date: string | undefined): number =>
  Math.min((retryAfterSeconds(header, date) ?? 0) * 1_000, HOUR_MS);
const toStringHeaders = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** The contact address for operators of push services: the sender of our emails. */
function contactAddress({ config }: Context): string {
  const address = /<([^>]+)>/.exec(config.mailFrom)?.[1] ?? config.mailFrom;
  return `mailto:${address}`;
}

export const pushJobs: JobTable = {
  'notifications.push': push,
  'notifications.pushDeferred': pushDeferred,
  'notifications.quietTimeChanged': quietTimeChanged,
  'notifications.deliver': deliver,
};
