import { LRUCache } from 'lru-cache';

/** Members' ids kept at once, over all conversations: some 40 MB at the most. */
const MAX_IDS = 400_000;

export type Recipients = ReturnType<typeof openRecipients>;

/**
 * The members of conversations, as last read. What changes while it is being read is read again.
 * @param load  reads the members of one conversation
 */
export function openRecipients(load: (conversationId: string) => Promise<string[]>, maxIds = MAX_IDS) {
  const known = new LRUCache<string, string[]>({
    maxSize: maxIds,
    sizeCalculation: (ids) => ids.length + 1,
  });
  const readings = new Map<string, { isStale: boolean; ids: Promise<string[]> }>();

  const read = async (conversationId: string, reading: { isStale: boolean }): Promise<string[]> => {
    try {
      for (;;) {
        reading.isStale = false;
        const ids = await load(conversationId);
        if (reading.isStale) continue;
        known.set(conversationId, ids);
        return ids;
      }
    } finally {
      readings.delete(conversationId);
    }
  };

  return {
    /** At once, where they are known. */
    known: (conversationId: string): string[] | undefined => known.get(conversationId),
    of(conversationId: string): Promise<string[]> {
      const found = known.get(conversationId);
      if (found) return Promise.resolve(found);
      const under = readings.get(conversationId);
      if (under) return under.ids;
      const reading = { isStale: false, ids: Promise.resolve<string[]>([]) };
      readings.set(conversationId, reading);
      reading.ids = read(conversationId, reading);
      return reading.ids;
    },
    drop(conversationId: string): void {
      known.delete(conversationId);
      const reading = readings.get(conversationId);
      if (reading) reading.isStale = true;
    },
    clear(): void {
      known.clear();
      for (const reading of readings.values()) reading.isStale = true;
    },
  };
}
