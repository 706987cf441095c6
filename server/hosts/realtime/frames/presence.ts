import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';
import { LIMITS } from '../limits.ts';
import type { FrameKind } from './kind.ts';

/** Those on screen, in place of those before; nobody hears of people whom they do not look at. */
export const subscribePresence: FrameKind<'presence:subscribe'> = {
  data: z.strictObject({ userIds: z.array(Uuid).max(LIMITS.maxWatchedMembers) }),
  cost: 5,
  answer: ({ presence }, { connection, viewer }, { userIds }) => presence.watch(connection, viewer, userIds),
};
