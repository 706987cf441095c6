import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';
import { LIMITS } from '../limits.ts';
import type { FrameKind } from './kind.ts';

/** Replaces the members whose presence the client watches. A client gets no presence events of others. */
export const subscribePresence: FrameKind<'presence:subscribe'> = {
  data: z.strictObject({ userIds: z.array(Uuid).max(LIMITS.maxWatchedMembers) }),
  cost: 5,
  answer: ({ presence }, { connection, viewer }, { userIds }) => presence.watch(connection, viewer, userIds),
};
