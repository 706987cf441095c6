import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { messaging, type TypingRecipients } from '../../../modules/messaging/index.ts';
import { Problem } from '../../../platform/problem.ts';
import { Uuid } from '../../../platform/uuid.ts';
import type { TypingPayload } from '../delivery/index.ts';
import type { FrameKind } from './kind.ts';

/** Clients repeat typing; repetitions within this time are not published. */
const REPEAT_MS = 3_000;
/** A block or a changed typing setting takes effect within this time. */
const CACHE_MS = 10_000;
const recipientCache = new LRUCache<string, 'nobody' | TypingRecipients>({ max: 10_000, ttl: CACHE_MS });

export const typing: FrameKind<'typing'> = {
  data: z.strictObject({ conversationId: Uuid, active: z.boolean() }),
  cost: 1,
  async answer({ ctx }, { connection, viewer }, { conversationId, active }) {
    const now = Date.now();
    const isRepeat =
      connection.typingConversationId === conversationId && now - connection.typingAt < REPEAT_MS;
    if (active && isRepeat) return null;
    const key = `${viewer.id} ${conversationId}`;
    let recipients = recipientCache.get(key);
    if (recipients === undefined) {
      recipients = await messaging.typingRecipients(ctx, viewer, conversationId);
      recipientCache.set(key, recipients);
    }
    // Acknowledged like a published one, so the sender cannot detect a block or setting.
    if (recipients === 'nobody') return null;
    connection.typingConversationId = active ? conversationId : null;
    connection.typingAt = now;
    try {
      const payload = { conversationId, userId: viewer.id, active, ...recipients } satisfies TypingPayload;
      await ctx.bus.publish('realtime.typing', payload);
    } catch (cause) {
      throw new Problem(503, 'publish_failed', 'This couldn’t be delivered right now.', { cause });
    }
    return null;
  },
};
