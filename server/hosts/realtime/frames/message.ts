import { messaging, NewMessage } from '../../../modules/messaging/index.ts';
import { Uuid } from '../../../platform/uuid.ts';
import type { FrameKind } from './kind.ts';

/** Answered once the message is committed; the same `clientId` again gets the same message. */
export const message: FrameKind<'message'> = {
  data: NewMessage.extend({ conversationId: Uuid }),
  cost: 1,
  async answer({ ctx }, { viewer }, { conversationId, ...input }) {
    return (await messaging.send(ctx, viewer, conversationId, input)).message;
  },
};
