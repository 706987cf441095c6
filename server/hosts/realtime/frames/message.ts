import { z } from 'zod';
import type { FrameKind } from './kind.ts';

/** Answered once the message is committed; the same `clientId` again gets the same message. */
export const message: FrameKind<'message'> = {
  data: z.looseObject({ conversationId: z.uuid(), clientId: z.string().min(1).max(80) }),
  cost: 1,
  async answer({ ctx, messaging }, { viewer }, { conversationId, ...input }) {
    return (await messaging.send(ctx, viewer, conversationId, input)).message;
  },
};
