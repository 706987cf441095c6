import type { Frames } from '../../../../packages/client/src/realtime/protocol.ts';
import { messaging, SyncRequest } from '../../../modules/messaging/index.ts';
import { LIMITS } from '../limits.ts';
import type { FrameKind, Written } from './kind.ts';

type Found = Written<Frames['sync']['ack']>;

/** What was missed. An answer that is too long for one frame is cut, and says that there is more. */
export const sync: FrameKind<'sync'> = {
  data: SyncRequest,
  cost: 5,
  async answer({ ctx }, { viewer }, asked) {
    return bounded(await messaging.sync(ctx, viewer, asked), asked.since, LIMITS.syncCharacters);
  },
};

/**
 * The first items of so many characters, one at the least: a client comes on at each turn. Changes come last, so where
 * some are cut off their date is still the one that was asked for.
 */
export function bounded({ items, more, at }: Found, since: string | undefined, characters: number): Found {
  let left = characters;
  const cut = items.findIndex((item, index) => {
    left -= JSON.stringify(item).length;
    return left < 0 && index > 0;
  });
  return cut === -1 ? { items, more, at } : { items: items.slice(0, cut), more: true, at: since ?? at };
}
