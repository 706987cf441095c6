import { messaging, SyncRequest } from '../../../modules/messaging/index.ts';
import { LIMITS } from '../limits.ts';
import type { FrameKind } from './kind.ts';

/** What the client missed. An answer that is too long for one frame is cut and says `more`. */
export const sync: FrameKind<'sync'> = {
  data: SyncRequest,
  cost: 5,
  answer: ({ ctx }, { viewer }, asked) => messaging.sync(ctx, viewer, asked, LIMITS.syncCharacters),
};
