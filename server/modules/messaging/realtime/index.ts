import { z } from 'zod';
import type { FrameKind, RealtimeHost, RealtimePart } from '../../../platform/realtime.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { NewMessage, SyncRequest } from '../messages/schemas.ts';
import { sync as syncMessages } from '../messages/sync.ts';
import { markDelivered, markRead } from '../receipts/service.ts';
import { sendMessage } from '../sending/service.ts';
import { createDelivery } from './delivery.ts';
import { createTyping } from './typing.ts';

/** Maximum size of an answer to `sync`; the client asks for the rest. */
const MAX_SYNC_CHARACTERS = 256 * 1024;

const Mark = z.strictObject({
  conversationId: Uuid,
  seq: z.number().int().min(0).max(2_147_483_647),
});

export function realtime(host: RealtimeHost) {
  const { ctx } = host;
  const { topics, dropCaches, close } = createDelivery(host);

  /** Acknowledged after commit. Repeating a `clientId` returns the same message. */
  const message: FrameKind<'message'> = {
    data: NewMessage.extend({ conversationId: Uuid }),
    cost: 1,
    answer: async ({ viewer }, { conversationId, ...input }) =>
      (await sendMessage(ctx, viewer, conversationId, input)).message,
  };
  const read: FrameKind<'read'> = {
    data: Mark,
    cost: 1,
    answer: ({ viewer }, { conversationId, seq }) => markRead(ctx, viewer, conversationId, seq),
  };
  const delivered: FrameKind<'delivered'> = {
    data: Mark,
    cost: 1,
    answer: ({ viewer }, { conversationId, seq }) => markDelivered(ctx, viewer, conversationId, seq),
  };
  /** What the client missed. An answer that is too long for one frame is cut and says `more`. */
  const sync: FrameKind<'sync'> = {
    data: SyncRequest,
    cost: 5,
    answer: ({ viewer }, request) => syncMessages(ctx, viewer, request, MAX_SYNC_CHARACTERS),
  };
  return {
    frames: { message, read, delivered, sync, typing: createTyping(ctx) },
    topics,
    memberEvents: ['message', 'receipt', 'conversation'],
    dropCaches,
    close,
  } satisfies RealtimePart;
}
