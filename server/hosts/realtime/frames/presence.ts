import { z } from 'zod';
import type { FrameKind } from '../../../platform/realtime.ts';
import { Uuid } from '../../../platform/uuid.ts';
import type { Connection } from '../connection.ts';
import { LIMITS } from '../limits.ts';
import type { PresenceService } from '../presence/index.ts';

/** Replaces the members whose presence the client watches. A client gets no presence events of others. */
export const subscribePresence = (
  presence: Pick<PresenceService, 'watch'>,
): FrameKind<'presence:subscribe'> => ({
  data: z.strictObject({ userIds: z.array(Uuid).max(LIMITS.maxWatchedMembers) }),
  cost: 5,
  answer: ({ connection, viewer }, { userIds }) => presence.watch(connection as Connection, viewer, userIds), // one of ours
});
