import { LRUCache } from 'lru-cache';
import { cacheHits } from '../../../platform/cache/hits.ts';

/** Maximum member ids in the cache, over all conversations: about 40 MB. */
const MAX_IDS = 400_000;

export type Recipients = ReturnType<typeof openRecipients>;

/**
 * Caches the participants of conversations. A read is repeated if its conversation changes meanwhile.
 * @param load  reads the participants of one conversation
 */
export function openRecipients(load: (conversationId: string) => Promise<string[]>, maxIds = MAX_IDS) {
  const cached = new LRUCache<string, string[]>({
    maxSize: maxIds,
    sizeCalculation: (ids) => ids.length + 1,
  });
  const counts = cacheHits('messaging.recipients');
  const loads = new Map<string, { isStale: boolean; ids: Promise<string[]> }>();

  const read = async (conversationId: string, loading: { isStale: boolean }): Promise<string[]> => {
    try {
      for (;;) {
        loading.isStale = false;
        const ids = await load(conversationId);
        if (loading.isStale) continue;
        cached.set(conversationId, ids);
        return ids;
      }
    } finally {
      loads.delete(conversationId);
    }
  };

  return {
    /** The cached participants, without a read. */
    cached(conversationId: string): string[] | undefined {
      const found = cached.get(conversationId);
      if (found) counts.hits++;
      return found;
    },
    get(conversationId: string): Promise<string[]> {
      const found = cached.get(conversationId);
      if (found) {
        counts.hits++;
        return Promise.resolve(found);
      }
      counts.misses++;
      const inProgress = loads.get(conversationId);
      if (inProgress) return inProgress.ids;
      const loading = { isStale: false, ids: Promise.resolve<string[]>([]) };
      loads.set(conversationId, loading);
      loading.ids = read(conversationId, loading);
      return loading.ids;
    },
    invalidate(conversationId: string): void {
      cached.delete(conversationId);
      const loading = loads.get(conversationId);
      if (loading) loading.isStale = true;
    },
    clear(): void {
      cached.clear();
      for (const loading of loads.values()) loading.isStale = true;
    },
  };
}
