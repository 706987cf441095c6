import { z } from 'zod';
import { messaging } from '../../../modules/messaging/index.ts';
import { Uuid } from '../../../platform/uuid.ts';
import type { FrameKind } from './kind.ts';

const Mark = z.strictObject({
  conversationId: Uuid,
  seq: z.number().int().min(0).max(2_147_483_647),
});

export const read: FrameKind<'read'> = {
  data: Mark,
  cost: 1,
  answer: ({ ctx }, { viewer }, { conversationId, seq }) =>
    messaging.markRead(ctx, viewer, conversationId, seq),
};

export const delivered: FrameKind<'delivered'> = {
  data: Mark,
  cost: 1,
  answer: ({ ctx }, { viewer }, { conversationId, seq }) =>
    messaging.markDelivered(ctx, viewer, conversationId, seq),
};
