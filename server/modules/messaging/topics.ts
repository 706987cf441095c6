import type { JsonValue } from '../../platform/bus/types.ts';
import type { Context } from '../../platform/context.ts';
import type { Message } from './schemas.ts';

/** Bytes of JSON that the bus surely carries beside the frame around it. */
const MAX_PAYLOAD_BYTES = 6_000;

/**
 * What other processes are told; each is at most once, and `sync` makes up for what was missed.
 *
 * `only`: whom it is for; without it, all who sit in the conversation, whom a process reads where it does not know them. Words of
 * direct conversations name both: most of these are quiet, so that hardly any process would know.
 */
export interface MessagingTopics {
  /** A message was written, edited, deleted or reacted to. Without `message`, or with `perMember`, ask `eventsFor`. */
  'messaging.message': {
    conversationId: string;
    seq: number;
    message?: Message;
    perMember?: true;
    only?: string[];
    /** Who is given `message` veiled, since they block its writer; some of them may not sit there any more. */
    redactedFor?: string[];
  };
  'messaging.receipt': {
    conversationId: string;
    userId: string;
    deliveredSeq: number;
    readSeq: number;
    only?: string[];
  };
  /** How far conversations have come, said a few seconds after they moved: whoever missed something asks `sync`. */
  'messaging.positions': {
    positions: { conversationId: string; lastSeq: number; changedAt: string | null; only?: string[] }[];
  };
  'messaging.conversation': {
    conversationId: string;
    change: 'made' | 'changed' | 'members' | 'removed' | 'blocks';
    memberIds?: string[];
  };
}

/** Tells all processes once the transaction has committed. What could not be told is made up for by `sync`. */
export function publish<Topic extends keyof MessagingTopics>(
  ctx: Context,
  topic: Topic,
  payload: MessagingTopics[Topic],
): void {
  ctx.afterCommit(() => {
    ctx.bus
      .publish(topic, payload as unknown as JsonValue) // which goes out as JSON: without the undefined
      .catch((error: unknown) => ctx.log.warn({ err: error, topic }, 'messaging.not_told'));
  });
}

/** Tells the devices of one member that what they have half written in a conversation is another now, or was sent. */
export const publishDraft = (ctx: Context, memberId: string, conversationId: string, version: number): void =>
  publishToDevices(ctx, memberId, { conversationId, change: 'draft', draftVersion: version });

/** Tells the devices of one member that a conversation is another for them now, and nobody else. */
export const publishToMember = (
  ctx: Context,
  memberId: string,
  conversationId: string,
  change: MessagingTopics['messaging.conversation']['change'],
): void => publishToDevices(ctx, memberId, { conversationId, change });

const publishToDevices = (ctx: Context, memberId: string, data: Record<string, JsonValue>): void =>
  ctx.afterCommit(() => {
    ctx.bus
      .publish('realtime.tell', { userIds: [memberId], type: 'conversation', data })
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'messaging.not_told'));
  });

/**
 * Tells of a message that reads the same for all who may read it, besides those who block its writer. The text goes along where
 * it fits, so that no process has to ask the database.
 */
export function publishMessage(
  ctx: Context,
  message: Message,
  only: string[] | null,
  redactedFor: string[] = [],
): void {
  const { conversationId, seq } = message;
  const fits = Buffer.byteLength(JSON.stringify([message, redactedFor])) <= MAX_PAYLOAD_BYTES;
  if (redactedFor.length > 0 && !fits) {
    publishMessageChange(ctx, conversationId, seq, only);
    return;
  }
  publish(ctx, 'messaging.message', {
    conversationId,
    seq,
    ...(fits ? { message } : {}),
    ...(only ? { only } : {}),
    ...(redactedFor.length > 0 ? { redactedFor } : {}),
  });
}

/** Tells of a message that was changed, and that may read differently for each member. */
export const publishMessageChange = (
  ctx: Context,
  conversationId: string,
  seq: number,
  only: string[] | null = null,
): void =>
  publish(ctx, 'messaging.message', { conversationId, seq, perMember: true, ...(only ? { only } : {}) });
