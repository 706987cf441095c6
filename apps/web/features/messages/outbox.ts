import type { Schemas } from '@chitlaq/client';
import type { Outbox as ClientOutbox, StoredItem } from '@chitlaq/client/outbox';
import { withoutExpiredQuote } from '../offline/disappearing.ts';
import type { Message } from './types.ts';

/** A message that the server does not have yet, with what its bubble shows. */
export interface PendingMessage extends StoredItem {
  type: 'text' | 'image' | 'video' | 'audio' | 'file';
  content: string;
  media: Schemas['Media'][];
  replyTo: Message['replyTo'];
  /** The version of the draft that it was sent from; absent in messages stored by an older version. */
  draftVersion?: number | undefined;
  forwardOfId?: string | undefined;
}

export type Outbox = ClientOutbox<PendingMessage>;

/** The message as the server takes it. */
export const toMessageInput = (pending: PendingMessage) => {
  const { clientId, type, content, media, replyTo, forwardOfId, draftVersion = 0 } = pending;
  if (forwardOfId) return { clientId, forwardOfId, draftVersion };
  return {
    clientId,
    type,
    content,
    draftVersion,
    ...(media.length > 0 ? { mediaIds: media.map(({ id }) => id) } : {}),
    ...(replyTo ? { replyToId: replyTo.id } : {}),
  };
};

/**
 * Removes the quotes of expired messages from unsent ones.
 * @returns the next expiry, in milliseconds; `Infinity` if there is none
 */
export function sweepQuotes(outbox: Pick<Outbox, 'list' | 'update'>, now: number): number {
  outbox.update((item) => {
    const replyTo = withoutExpiredQuote(item.replyTo, now);
    return replyTo === item.replyTo ? item : { ...item, replyTo };
  });
  return Math.min(
    ...outbox
      .list()
      .flatMap(({ replyTo }) => (replyTo?.excerpt && replyTo.expiresAt ? Date.parse(replyTo.expiresAt) : [])),
    Number.POSITIVE_INFINITY,
  );
}
