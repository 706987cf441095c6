import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { publish } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import { Problem } from '../../../platform/problem.ts';
import type { FrameKind, RealtimeConnection } from '../../../platform/realtime.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { typingRecipients } from '../settings/service.ts';
import type { TypingRecipients } from '../topics.ts';

/** Clients repeat typing; repetitions within this time are not published. */
const REPEAT_MS = 3_000;
/** A block or a changed typing setting takes effect within this time. */
const CACHE_MS = 10_000;

/** The frame by which a client says that its member types. Published to the other participants, and not stored. */
export function createTyping(ctx: Context): FrameKind<'typing'> {
  const recipientCache = new LRUCache<string, 'nobody' | TypingRecipients>({ max: 10_000, ttl: CACHE_MS });
  /** The last typing event of a connection that was published. */
  const published = new WeakMap<RealtimeConnection, { conversationId: string | null; at: number }>();
  return {
    data: z.strictObject({ conversationId: Uuid, active: z.boolean() }),
    cost: 1,
    async answer({ connection, viewer }, { conversationId, active }) {
      const now = Date.now();
      const last = published.get(connection);
      const isRepeat = last?.conversationId === conversationId && now - last.at < REPEAT_MS;
      if (active && isRepeat) return null;
      const key = `${viewer.id} ${conversationId}`;
      let recipients = recipientCache.get(key);
      if (recipients === undefined) {
        recipients = await typingRecipients(ctx, viewer, conversationId);
        recipientCache.set(key, recipients);
      }
      // Acknowledged like a published one, so the sender cannot detect a block or setting.
      if (recipients === 'nobody') return null;
      published.set(connection, { conversationId: active ? conversationId : null, at: now });
      try {
        await publish(ctx, 'realtime.typing', { conversationId, userId: viewer.id, active, ...recipients });
      } catch (cause) {
        throw new Problem(503, 'publish_failed', 'This couldn’t be delivered right now.', { cause });
      }
      return null;
    },
  };
}
