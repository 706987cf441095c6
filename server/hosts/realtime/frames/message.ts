import { messaging, NewMessage } from '../../../modules/messaging/index.ts';
import { Uuid } from '../../../platform/uuid.ts';
import type { FrameKind } from './kind.ts';

/** Acknowledged after commit. Repeating a `clientId` returns the same message. */
export const message: FrameKind<'message'> = {
  data: NewMessage.extend({ conversationId: Uuid }),
  cost: 1,
  async answer({ ctx }, { viewer }, { conversationId, ...input }) {
    return (await messaging.send(ctx, viewer, conversationId, input)).message;
  },
};
