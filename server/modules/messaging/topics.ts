import type { Events } from '@chitlaq/protocol';
import { publishAfterCommit, type Topics } from '../../platform/bus/topics.ts';
import type { Context } from '../../platform/context.ts';
import { publishToMember as publishEventToMember } from '../../platform/realtime.ts';
import type { Message } from './schemas.ts';

/** Bytes of JSON that always fit into a bus payload with its envelope. */
const MAX_PAYLOAD_BYTES = 6_000;

/** Who is notified of typing: the members in `only`, or else all participants except those in `except`. */
export interface TypingRecipients {
  only?: string[];
  except?: string[];
}

/**
 * Bus topics of this module and their payloads. Delivery is at most once; clients recover with `sync`.
 *
 * `only` limits the recipients. Without it, every participant is a recipient and each process loads the list
 * if it is not cached. Events of direct conversations always name both participants, because few processes
 * would have them cached.
 */
export interface MessagingTopics {
  /**
   * A message was sent, edited, deleted or reacted to. Without `message`, or with `perMember`, call
   * `eventsFor`.
   */
  'messaging.message': {
    conversationId: string;
    seq: number;
    message?: Message;
    perMember?: true;
    only?: string[];
    /** Members who block the sender and get the message redacted. Some may no longer be participants. */
    redactedFor?: string[];
  };
  'messaging.receipt': {
    conversationId: string;
    userId: string;
    deliveredSeq: number;
    readSeq: number;
    only?: string[];
  };
  /**
   * Positions of conversations, a few seconds after they changed. A device that missed something calls
   * `sync`.
   */
  'messaging.positions': {
    positions: { conversationId: string; lastSeq: number; changedAt: string | null; only?: string[] }[];
  };
  'messaging.conversation': {
    conversationId: string;
    change: 'made' | 'changed' | 'members' | 'removed' | 'blocks';
    memberIds?: string[];
  };
  /** Others may see the presence of these members now than before. */
  'messaging.presence': { memberIds: string[] };
  /** A member is typing. `except` lists members who do not get it. */
  'realtime.typing': Events['typing'] & TypingRecipients;
}

declare module '../../platform/bus/topics.ts' {
  interface Topics extends MessagingTopics {}
}

/** Publishes to all processes after commit. A failed publish is only logged: clients recover with `sync`. */
export const publish = <Topic extends keyof MessagingTopics>(
  ctx: Context,
  topic: Topic,
  payload: Topics[Topic],
): void => publishAfterCommit(ctx, topic, payload);

/** Notifies a member's devices that their draft in a conversation changed or was sent. */
export const publishDraft = (ctx: Context, memberId: string, conversationId: string, version: number): void =>
  publishEventToMember(ctx, memberId, 'conversation', {
    conversationId,
    change: 'draft',
    draftVersion: version,
  });

/** Notifies the devices of one member only that a conversation changed for them. */
export const publishToMember = (
  ctx: Context,
  memberId: string,
  conversationId: string,
  change: MessagingTopics['messaging.conversation']['change'],
): void => publishEventToMember(ctx, memberId, 'conversation', { conversationId, change });

/**
 * Publishes a message that is the same for all who may read it, except that it is redacted for members who
 * block its sender. Includes the content if it fits, so that no process has to query it.
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

/** Publishes a change of a message that may differ for each member. */
export const publishMessageChange = (
  ctx: Context,
  conversationId: string,
  seq: number,
  only: string[] | null = null,
): void =>
  publish(ctx, 'messaging.message', { conversationId, seq, perMember: true, ...(only ? { only } : {}) });
