import { createHash } from 'node:crypto';
import { isolate } from '@chitlaq/text';
import { Counter } from 'prom-client';
import webPush from 'web-push';
import { retryAfterSeconds } from '../../../../packages/client/src/retry-after.ts';
import type { Context } from '../../../platform/context.ts';
import type { JobTable } from '../../../platform/job-handlers.ts';
import { moduleMetrics } from '../../../platform/metrics.ts';
import { ClosedAddress, postOutside } from '../../../platform/outgoing.ts';
import { auth } from '../../auth/index.ts';
import { messaging, type UnreadSeat } from '../../messaging/index.ts';
import { KINDS } from '../kinds.ts';
import { asViewer } from '../making/service.ts';
import { quietUntil } from '../preferences/quiet.ts';
import { channelsOf, quietOf } from '../preferences/service.ts';
import { present, withoutMuted } from '../present.ts';
import { type Receiver, receiver, unreadGroups } from '../queries.ts';
import type { Notification } from '../schemas.ts';
import {
  excerpt,
  fileWord,
  heading,
  type Locale,
  newMessage,
  pageOf,
  sentence,
  shortened,
} from '../words.ts';
import { heldKey } from './held.ts';
import { vapidKeys } from './keys.ts';
import {
  deleteSubscription,
  deviceIds,
  lockHeld,
  lockUnread,
  markDelivery,
  markPushed,
  type Subscription,
  subscription,
} from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** A notification is new, or has grown. */
    'notifications.push': { notificationId: string };
    /** Quiet hours have ended: one push for all that came meanwhile. */
    'notifications.pushHeld': { userId: string };
    'notifications.deliver': { subscriptionId: string; notificationIds: string[]; attempt: number };
  }
}

/** One that grows again buzzes no sooner: "and 11 others" is worth one line, not eleven. */
const COOL_MS = 10 * 60_000;
/** Who talks wants to hear of it sooner. */
const MESSAGE_COOL_MS = 60_000;
/** How long a push service keeps it for a phone that is off. */
const TTL_SECONDS = 24 * 3_600;
/** What surely fits the 4 kB of a push service once it is encrypted. */
const MAX_BYTES = 3_000;
const MOST_HELD = 100;
const MOST_ATTEMPTS = 8;
const TIMEOUT_MS = 10_000;

/** Hands a notification to the member's devices, unless it was read, was pushed as it is, or has to wait. */
async function push(ctx: Context, { notificationId }: { notificationId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const waiting = await lockUnread(tx.db, notificationId);
    if (waiting === undefined || waiting.pushedPlace === waiting.place) return;
    const { userId, pushedAt } = waiting;
    const now = tx.clock();
    if (await held(tx, userId, now)) return;
    const coolAt =
      pushedAt === null ? 0 : pushedAt.getTime() + (waiting.kind === 'message' ? MESSAGE_COOL_MS : COOL_MS);
    if (coolAt > now.getTime()) {
      await tx.jobs.add(
        'notifications.push',
        { notificationId },
        { key: `notifications.push:${notificationId}`, runAt: inRealTime(tx, new Date(coolAt)) },
      );
      return;
    }
    if (!(await channelsOf(tx, userId))[waiting.kind].push) return;
    await send(tx, userId, [notificationId]);
  });
}

/** In quiet hours one job waits for their end, whatever comes meanwhile. */
async function held(tx: Context, userId: string, now: Date): Promise<boolean> {
  const { quiet, timeZone } = await quietOf(tx, userId);
  const until = quietUntil(now, quiet, timeZone);
  if (until === null) return false;
  await tx.jobs.add(
    'notifications.pushHeld',
    { userId },
    { key: heldKey(userId), runAt: inRealTime(tx, until) },
  );
  return true;
}

async function pushHeld(ctx: Context, { userId }: { userId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (await held(tx, userId, tx.clock())) return;
    const channels = await channelsOf(tx, userId);
    const kinds = KINDS.filter((kind) => channels[kind].push);
    const ids = await lockHeld(tx.db, userId, kinds, MOST_HELD);
    if (ids.length > 0) await send(tx, userId, ids);
  });
}

/** The queue goes by the database's clock, the product by `ctx.clock`. */
const inRealTime = (ctx: Context, at: Date): Date =>
  new Date(Date.now() + (at.getTime() - ctx.clock().getTime()));

async function send(tx: Context, userId: string, notificationIds: string[]): Promise<void> {
  await markPushed(tx.db, notificationIds, tx.clock());
  for (const subscriptionId of await deviceIds(tx.db, userId)) {
    await tx.jobs.add('notifications.deliver', { subscriptionId, notificationIds, attempt: 1 });
  }
}

/** Sends to one browser what of it is still unread and may still be seen. Twice shows as one: both bear the same tag. */
async function deliver(
  ctx: Context,
  {
    subscriptionId,
    notificationIds,
    attempt,
  }: { subscriptionId: string; notificationIds: string[]; attempt: number },
): Promise<void> {
  const device = await subscription(ctx.db, subscriptionId);
  if (device === undefined || device.rejectedAt !== null) return;
  if (!(await auth.goodSessions(ctx, [device.sessionId])).has(device.sessionId)) {
    await deleteSubscription(ctx.db, device.id);
    return;
  }
  const member = await receiver(ctx.db, device.userId);
  if (member === undefined || !member.isActive) return;
  const waiting = await stillWaiting(ctx, member, notificationIds);
  if (waiting.length === 0) return;
  const content = contentOf(member.locale, waiting);
  const [only] = waiting;
  if (waiting.length === 1 && only?.kind === 'message' && only.topic === null) {
    const seat = await unreadSeat(ctx, device.userId, only.subjectId);
    if (seat === undefined) return; // deleted, or read this moment
    content.body = previewOf(member.locale, seat);
    if (seat.mentioned) content.title = shortened(sentence(member.locale, { ...only, kind: 'mention' }), 120);
  }
  const outcome = await post(ctx, device, content);
  pushDeliveries.inc({ outcome: outcome.kind });
  if (outcome.kind === 'gone' || (await markDelivery(ctx.db, device.id, outcome.kind, ctx.clock()))) {
    await deleteSubscription(ctx.db, device.id);
    return;
  }
  if (outcome.kind !== 'failed' && outcome.kind !== 'unreachable') return;
  if (attempt >= MOST_ATTEMPTS) return;
  const payload = { subscriptionId, notificationIds, attempt: attempt + 1 };
  const waitMs = Math.max(outcome.retryAfterMs, 2 ** attempt * 1_000);
  await ctx.jobs.add('notifications.deliver', payload, { runAt: new Date(Date.now() + waitMs) });
}

/** What waits in a conversation, as its reader may see it now. */
async function unreadSeat(
  ctx: Context,
  userId: string,
  conversationId: string | null,
): Promise<UnreadSeat | undefined> {
  if (conversationId === null) return undefined;
  const [seat] = await messaging.unreadFor(ctx, [conversationId], [userId]);
  return seat?.muted ? undefined : seat;
}

/**
 * What the last unread message says; of files without words, what they are. A lock screen keeps what it shows, so the
 * text of a message that disappears is not in it.
 */
function previewOf(
  lang: Locale,
  { conversationName, preview: { kind, text, disappears } }: UnreadSeat,
): string {
  const shown = text === '' ? fileWord(lang, kind) : shortened(text, 140);
  const said = disappears ? newMessage(lang) : shown;
  return conversationName === null ? said : `${isolate(conversationName)}: ${isolate(said)}`;
}

async function stillWaiting(ctx: Context, member: Receiver, ids: readonly string[]): Promise<Notification[]> {
  const viewer = asViewer(member);
  const groups = await withoutMuted(ctx, viewer, await unreadGroups(ctx.db, viewer, ids));
  return present(ctx, viewer, groups);
}

export interface PushContent {
  title: string;
  body: string;
  /** Page of the web app. */
  url: string;
  /** What has the same tag takes the other's place on the screen. */
  tag: string;
  lang: Locale;
}

/** What a push says; of several only how many there are. */
export function contentOf(lang: Locale, waiting: readonly Notification[]): PushContent {
  const [first] = waiting;
  if (first === undefined) throw new Error('a push about nothing');
  if (waiting.length > 1) {
    const title = heading(lang, waiting.length);
    return { title, body: sentence(lang, first), url: '/notifications', tag: 'held', lang };
  }
  return {
    title: shortened(sentence(lang, first), 120),
    body: excerpt(first, 140),
    url: pageOf(first),
    tag: first.groupId,
    lang,
  };
}

/** Escaped quotes and line ends may make it longer than its text. */
export function fitting(content: PushContent): string {
  const whole = JSON.stringify(content);
  return Buffer.byteLength(whole) <= MAX_BYTES ? whole : JSON.stringify({ ...content, body: '' });
}

/**
 * What became of a delivery.
 * - `taken`: the push service has it.
 * - `gone`: 404 or 410; the browser has ended its subscription.
 * - `rejected`: 401 or 403; the service knows the subscription under another key than ours.
 * - `refused`: another 4xx; this push is at fault, not the subscription.
 * - `failed`: 429 or 5xx; tried again.
 * - `unreachable`: no answer, which may be our own network's fault; tried again.
 */
type Outcome =
  | { kind: 'taken' | 'gone' | 'rejected' | 'refused' }
  | { kind: 'failed' | 'unreachable'; retryAfterMs: number };

/** For the operator: `rejected` that grows means a changed master secret, `unreachable` a network or DNS at fault. */
export const pushDeliveries = new Counter({
  name: 'push_deliveries_total',
  help: 'Web Push deliveries by outcome',
  labelNames: ['outcome'],
  registers: [moduleMetrics],
});

/** Encrypts (RFC 8291) and posts it to the browser's push service (RFC 8030). */
async function post(ctx: Context, device: Subscription, content: PushContent): Promise<Outcome> {
  const { endpoint, p256dh, auth: secret } = device;
  const topic = createHash('sha256').update(content.tag).digest('base64url').slice(0, 32);
  const request = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth: secret } },
    fitting(content),
    {
      vapidDetails: { subject: contactOf(ctx), ...vapidKeys(ctx) },
      TTL: TTL_SECONDS,
      contentEncoding: 'aes128gcm',
      urgency: 'normal',
      topic,
    },
  );
  const service = new URL(endpoint).host;
  try {
    const { status, headers } = await postOutside(
      new URL(endpoint),
      { headers: asText(request.headers), body: request.body },
      { local: ctx.config.pushLocalEndpoints, timeoutMs: TIMEOUT_MS },
    );
    if (status >= 200 && status < 300) return { kind: 'taken' };
    if (status === 404 || status === 410) return { kind: 'gone' };
    if (status === 429 || status >= 500)
      return { kind: 'failed', retryAfterMs: retryAfterMs(headers['retry-after'], headers.date) };
    ctx.log.warn({ status, service }, 'push.refused');
    return { kind: status === 401 || status === 403 ? 'rejected' : 'refused' };
  } catch (error) {
    // A name that leads into our own network today is never called, and may be a DNS at fault: it is not forgotten for it.
    if (error instanceof ClosedAddress) ctx.log.warn({ service }, 'push.address_closed');
    else ctx.log.info({ err: error, service }, 'push.not_reached');
    return { kind: 'unreachable', retryAfterMs: 0 };
  }
}

const HOUR_MS = 3_600_000;
const retryAfterMs = (header: string | undefined, date: string | undefined): number =>
  Math.min((retryAfterSeconds(header, date) ?? 0) * 1_000, HOUR_MS);
const asText = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Whom a push service writes to when something is wrong: the sender of our mail. */
function contactOf({ config }: Context): string {
  const address = /<([^>]+)>/.exec(config.mailFrom)?.[1] ?? config.mailFrom;
  return `mailto:${address}`;
}

export const pushJobs: JobTable = {
  'notifications.push': push,
  'notifications.pushHeld': pushHeld,
  'notifications.deliver': deliver,
};
