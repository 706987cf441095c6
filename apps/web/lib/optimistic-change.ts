import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';

/** By query: the changes that the server has not answered yet. */
const pending = new WeakMap<QueryClient, Map<string, number>>();

/**
 * Changes what a query holds at once, and then on the server. The query is loaded again once the server has answered its last change.
 * @throws what `save` throws, after the change is taken back
 */
export async function changeOptimistically<Data, Saved>(
  queries: QueryClient,
  queryKey: QueryKey,
  change: (data: Data) => Data,
  save: () => Promise<Saved>,
): Promise<Saved> {
  const counts = pending.get(queries) ?? new Map<string, number>();
  pending.set(queries, counts);
  const hash = hashKey(queryKey);
  const count = (by: number) => {
    const left = (counts.get(hash) ?? 0) + by;
    counts.set(hash, left);
    return left;
  };
  count(1);
  // A response on its way is older than the change.
  void queries.cancelQueries({ queryKey, exact: true });
  const before = queries.getQueryData<Data>(queryKey);
  queries.setQueryData<Data>(queryKey, (data) => data && change(data));
  try {
    return await save();
  } catch (error) {
    if (counts.get(hash) === 1) queries.setQueryData(queryKey, before);
    throw error;
  } finally {
    if (count(-1) === 0) void queries.invalidateQueries({ queryKey, exact: true });
  }
}
