import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Hearers, messaging } from '../../../modules/messaging/index.ts';
import { Problem } from '../../../platform/problem.ts';
import { Uuid } from '../../../platform/uuid.ts';
import type { TypingWord } from '../delivery/index.ts';
import type { FrameKind } from './kind.ts';

/** Who types on says so again; what comes sooner is not passed on. */
const REPEAT_MS = 3_000;
/** A block, or typing switched off, is heeded after this at the latest. */
const ALLOWED_FOR_MS = 10_000;
const hearing = new LRUCache<string, 'nobody' | Hearers>({ max: 10_000, ttl: ALLOWED_FOR_MS });

export const typing: FrameKind<'typing'> = {
  data: z.strictObject({ conversationId: Uuid, active: z.boolean() }),
  cost: 1,
  async answer({ ctx }, { connection, viewer }, { conversationId, active }) {
    const now = Date.now();
    const said = connection.typingIn === conversationId && now - connection.typingAt < REPEAT_MS;
    if (active && said) return null;
    const key = `${viewer.id} ${conversationId}`;
    let hears = hearing.get(key);
    if (hears === undefined) {
      hears = await messaging.hearsTyping(ctx, viewer, conversationId);
      hearing.set(key, hears);
    }
    // Blocked or switched off: as if it had been passed on, so that nobody learns which.
    if (hears === 'nobody') return null;
    connection.typingIn = active ? conversationId : null;
    connection.typingAt = now;
    try {
      const word = { conversationId, userId: viewer.id, active, ...hears } satisfies TypingWord;
      await ctx.bus.publish('realtime.typing', word);
    } catch (cause) {
      throw new Problem(503, 'not_passed_on', 'This could not be passed on just now.', { cause });
    }
    return null;
  },
};
