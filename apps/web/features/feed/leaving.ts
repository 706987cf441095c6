/** Posts whose deletion may still be taken back: no list shows them, however often it is loaded. */
export const leaving = new Set<string>();

export const isLeaving = (id: string): boolean => leaving.has(id);
