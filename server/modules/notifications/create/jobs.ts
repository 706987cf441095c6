import type { Context } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import type { JobTable } from '../../../platform/job-handlers.ts';
import { auth } from '../../auth/index.ts';
import { notifyOfMessages } from './messages.ts';
import { affectedBy, findNewestLikers } from './queries.ts';
import { type NotificationInput, notify } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'notifications.liked': Events['content.liked'];
    'notifications.reposted': Events['content.reposted'];
    'notifications.published': Events['content.addressed'];
    'notifications.rewritten': Events['content.edited'];
    'notifications.followed': Events['social.followed'];
    'notifications.followRequested': Events['social.follow_requested'];
    'notifications.followAccepted': Events['social.follow_accepted'];
    'notifications.decided': Events['moderation.decided'];
    'notifications.decisionUndone': Events['moderation.decision_undone'];
    'notifications.appealDecided': Events['moderation.appeal_decided'];
    'notifications.contentAccessed': Events['moderation.content_accessed'];
    'notifications.holdLifted': Events['moderation.hold_lifted'];
    'notifications.ruleStopped': Events['moderation.rule_stopped'];
    'notifications.scheduleFailed': Events['content.schedule_failed'];
    'notifications.invitedJoined': Events['auth.invited_joined'];
    'notifications.officialChanged': Events['auth.official_changed'];
    'notifications.rolesChanged': Events['auth.roles_changed'];
    'notifications.exported': Events['messaging.exported'];
    'notifications.pseudonymOpened': Events['boards.pseudonym_opened'];
    'notifications.boardReportDecided': Events['boards.report_decided'];
    'notifications.toldOfBoards': Events['boards.told'];
  }
}

/** The members whom a post affects, each with one reason: replied to, else quoted, else mentioned. */
export function affectedMembers(post: {
  repliedAuthorId: string | null;
  quotedAuthorId: string | null;
  mentionedIds: readonly string[];
}): Map<string, 'reply' | 'quote' | 'mention'> {
  const kinds = new Map<string, 'reply' | 'quote' | 'mention'>();
  for (const id of post.mentionedIds) kinds.set(id, 'mention');
  if (post.quotedAuthorId !== null) kinds.set(post.quotedAuthorId, 'quote');
  if (post.repliedAuthorId !== null) kinds.set(post.repliedAuthorId, 'reply');
  return kinds;
}

/** A post that concerns other members was published, or edited with new mentions. One post notifies a member once. */
async function published(ctx: Context, { postId }: { postId: string }): Promise<void> {
  const post = await affectedBy(ctx.db, postId);
  if (post === undefined) return;
  for (const [userId, kind] of affectedMembers(post)) {
    await notify(ctx, { userId, kind, subjectId: postId, actorId: post.authorId, cause: `post:${postId}` });
  }
}

/** Notifies the members who liked a post that it was rewritten, once per post: they may not like the new text. */
async function rewritten(ctx: Context, { postId, authorId, isRewritten }: Events['content.edited']) {
  if (!isRewritten) return;
  const input = { kind: 'like', topic: 'post_rewritten', subjectId: postId, actorId: authorId } as const;
  for (const userId of await findNewestLikers(ctx.db, postId))
    await notify(ctx, { userId, ...input, cause: `rewritten:${postId}` });
}

const onReaction = (kind: 'like' | 'repost') => (ctx: Context, event: Events['content.liked']) =>
  notify(ctx, {
    userId: event.authorId,
    kind,
    subjectId: event.postId,
    actorId: event.userId,
    cause: `${kind}:${event.postId}:${event.userId}`,
  });

/** For a requested follow the followee has already been notified. */
async function followed(ctx: Context, { followerId, followeeId, wasRequested }: Events['social.followed']) {
  if (wasRequested) return;
  await notify(ctx, memberNotification(followeeId, followerId, { kind: 'follow' }));
}

/** A notification between two members, about nothing else. */
const memberNotification = (
  userId: string,
  actorId: string,
  about: { kind: 'follow'; topic?: never } | { kind: 'follow_request'; topic?: 'accepted' },
): NotificationInput => ({
  userId,
  ...about,
  subjectId: userId,
  actorId,
  cause: [about.kind, about.topic ?? '', actorId].join(':'),
});

/** What the member concerned is told of each outcome. */
const ownerTopics = {
  post_removed: 'post_removed',
  message_removed: 'message_removed',
  warned: 'warned',
  author_suspended: 'suspended',
  post_held: 'post_held',
  muted: 'muted',
  reach_limited: 'reach_limited',
  content_warned: 'content_warned',
  picture_removed: 'picture_removed',
  picture_refused: 'picture_refused',
} as const;

/** Notifies reporters of the outcome, and the member concerned of what was decided about them: once for all of a bulk act. */
async function decided(ctx: Context, event: Events['moderation.decided']): Promise<void> {
  const { decisionId, outcome, ownerId, reporterIds, batch } = event;
  const input = { kind: 'moderation', subjectId: batch?.id ?? decisionId, actorId: null } as const;
  const cause = batch === undefined ? `decision:${decisionId}` : `batch:${batch.id}`;
  const topic = outcome === 'dismissed' ? 'report_dismissed' : 'report_upheld';
  for (const userId of reporterIds) await notify(ctx, { userId, ...input, topic, cause });
  if (outcome === 'dismissed' || ownerId === null || batch?.isFirst === false) return;
  const ownerTopic =
    outcome === 'post_removed' && batch?.isSeveral === true ? 'posts_removed' : ownerTopics[outcome];
  await notify(ctx, {
    userId: ownerId,
    ...input,
    topic: ownerTopic,
    cause: batch === undefined ? cause : `${cause}:owner`,
  });
}

const decisionUndone = (
  ctx: Context,
  { batchId, ownerId }: Events['moderation.decision_undone'],
): Promise<void> =>
  notify(ctx, {
    userId: ownerId,
    kind: 'moderation',
    topic: 'decisions_undone',
    subjectId: batchId,
    actorId: null,
    cause: `batch_undone:${batchId}`,
  });

const appealDecided = (
  ctx: Context,
  { appealId, memberId, outcome }: Events['moderation.appeal_decided'],
): Promise<void> =>
  notify(ctx, {
    userId: memberId,
    kind: 'moderation',
    topic: `appeal_${outcome}`,
    subjectId: appealId,
    actorId: null,
    cause: `appeal:${appealId}`,
  });

const holdLifted = (ctx: Context, { decisionId, ownerId }: Events['moderation.hold_lifted']): Promise<void> =>
  notify(ctx, {
    userId: ownerId,
    kind: 'moderation',
    topic: 'hold_lifted',
    subjectId: decisionId,
    actorId: null,
    cause: `hold_lifted:${decisionId}`,
  });

/** Notifies all staff that an automatic rule switched itself off. */
async function ruleStopped(ctx: Context, { ruleId, at }: Events['moderation.rule_stopped']): Promise<void> {
  const input = { kind: 'moderation', topic: 'rule_stopped', subjectId: ruleId, actorId: null } as const;
  for (const userId of await auth.staffIds(ctx))
    await notify(ctx, { userId, ...input, cause: `rule_stopped:${ruleId}:${at}` });
}

/** Notifies once per post or message, however many staff read it. */
async function contentAccessed(ctx: Context, event: Events['moderation.content_accessed']): Promise<void> {
  const { ownerId, othersIds = [], subjectType, subjectId } = event;
  const input = { kind: 'moderation', subjectId, actorId: null } as const;
  const cause = `reviewed:${subjectType}:${subjectId}`;
  if (ownerId !== null)
    await notify(ctx, { userId: ownerId, ...input, topic: `${subjectType}_reviewed`, cause });
  for (const userId of othersIds)
    await notify(ctx, { userId, ...input, topic: 'message_context_reviewed', cause });
}

const scheduleFailed = (ctx: Context, { userId, scheduledPostId, at }: Events['content.schedule_failed']) =>
  notify(ctx, {
    userId,
    kind: 'system',
    topic: 'schedule_failed',
    subjectId: scheduledPostId,
    actorId: null,
    cause: `schedule_failed:${scheduledPostId}:${at}`,
  });

const exported = (ctx: Context, { exportId, memberId }: Events['messaging.exported']) =>
  notify(ctx, {
    userId: memberId,
    kind: 'system',
    topic: 'export_ready',
    subjectId: exportId,
    actorId: null,
    cause: `export_ready:${exportId}`,
  });

/** Without a name unless the person who joined agreed: no row of the inviter may lead to them. */
const invitedJoined = (ctx: Context, { joinId, inviterId, memberId }: Events['auth.invited_joined']) =>
  notify(ctx, {
    userId: inviterId,
    kind: 'invitation',
    ...(memberId === null ? {} : { topic: 'joined_named' as const }),
    subjectId: inviterId,
    actorId: memberId,
    cause: `invited_joined:${joinId}`,
  });

const officialChanged = (ctx: Context, { userId, isOfficial, at }: Events['auth.official_changed']) =>
  notify(ctx, {
    userId,
    kind: 'system',
    topic: isOfficial ? 'official_given' : 'official_taken',
    subjectId: userId,
    actorId: null,
    cause: `official:${userId}:${at}`,
  });

const rolesChanged = (ctx: Context, { userId, at }: Events['auth.roles_changed']) =>
  notify(ctx, {
    userId,
    kind: 'system',
    topic: 'roles_changed',
    subjectId: userId,
    actorId: null,
    cause: `roles:${userId}:${at}`,
  });

/** Without what was opened: a row that names it beside the member would outlast the identity. */
const pseudonymOpened = (ctx: Context, { memberId, event }: Events['boards.pseudonym_opened']) =>
  notify(ctx, {
    userId: memberId,
    kind: 'moderation',
    topic: 'pseudonym_opened',
    subjectId: memberId,
    actorId: null,
    cause: `pseudonym_opened:${event}`,
  });

/** Reporters alone: nobody knows whose post it is. */
async function boardReportDecided(ctx: Context, event: Events['boards.report_decided']): Promise<void> {
  const { reporterIds, outcome, postId, decision } = event;
  const input = { kind: 'moderation', topic: `report_${outcome}`, subjectId: postId, actorId: null } as const;
  for (const userId of reporterIds)
    await notify(ctx, { userId, ...input, cause: `board_report:${decision}` });
}

async function toldOfBoards(ctx: Context, { memberIds, topic, aboutId }: Events['boards.told']) {
  const input = { kind: 'system', topic, subjectId: aboutId, actorId: null } as const;
  for (const userId of memberIds) await notify(ctx, { userId, ...input, cause: `${topic}:${aboutId}` });
}

export const createJobs: JobTable = {
  'notifications.liked': onReaction('like'),
  'notifications.reposted': onReaction('repost'),
  'notifications.published': published,
  'notifications.rewritten': rewritten,
  'notifications.followed': followed,
  'notifications.followRequested': (ctx, { requesterId, targetId }) =>
    notify(ctx, memberNotification(targetId, requesterId, { kind: 'follow_request' })),
  'notifications.followAccepted': (ctx, { requesterId, targetId }) =>
    notify(ctx, memberNotification(requesterId, targetId, { kind: 'follow_request', topic: 'accepted' })),
  'notifications.decided': decided,
  'notifications.decisionUndone': decisionUndone,
  'notifications.appealDecided': appealDecided,
  'notifications.contentAccessed': contentAccessed,
  'notifications.holdLifted': holdLifted,
  'notifications.ruleStopped': ruleStopped,
  'notifications.scheduleFailed': scheduleFailed,
  'notifications.messages': notifyOfMessages,
  'notifications.invitedJoined': invitedJoined,
  'notifications.officialChanged': officialChanged,
  'notifications.rolesChanged': rolesChanged,
  'notifications.exported': exported,
  'notifications.pseudonymOpened': pseudonymOpened,
  'notifications.boardReportDecided': boardReportDecided,
  'notifications.toldOfBoards': toldOfBoards,
};
