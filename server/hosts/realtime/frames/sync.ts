import { z } from 'zod';
import type { WireMessage } from '../../../../packages/client/src/realtime/protocol.ts';
import { LIMITS } from '../limits.ts';
import type { FrameKind } from './kind.ts';

/** What was missed. An answer that is too long for one frame is cut, and says that there is more. */
export const sync: FrameKind<'sync'> = {
  data: z.strictObject({
    conversations: z
      .record(z.uuid(), z.number().int().min(0).max(2_147_483_647))
      .refine((conversations) => Object.keys(conversations).length <= LIMITS.syncedConversations, {
        message: `Name at most ${LIMITS.syncedConversations} conversations; ask for the others next.`,
      }),
  }),
  cost: 5,
  async answer({ ctx, messaging }, { viewer }, { conversations }) {
    return bounded(await messaging.sync(ctx, viewer, conversations), LIMITS.syncBytes);
  },
};

/** The first items of so many characters, one at the least: a client comes on at each turn. */
export function bounded(
  { items, more }: { items: WireMessage[]; more: boolean },
  bytes: number,
): { items: WireMessage[]; more: boolean } {
  let left = bytes;
  const cut = items.findIndex((item, index) => {
    left -= JSON.stringify(item).length;
    return left < 0 && index > 0;
  });
  return cut === -1 ? { items, more } : { items: items.slice(0, cut), more: true };
}
