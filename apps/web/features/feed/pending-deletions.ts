/** Posts whose deletion can still be undone. Lists leave them out, even after a refetch. */
export const pendingDeletions = new Set<string>();

export const isPendingDeletion = (id: string): boolean => pendingDeletions.has(id);
