/** Posts whose deletion may still be taken back: no list shows them, however often it is loaded. */
export const pendingDeletions = new Set<string>();

export const isPendingDeletion = (id: string): boolean => pendingDeletions.has(id);
