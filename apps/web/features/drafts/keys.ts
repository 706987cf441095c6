/** Queries of what is unfinished and of what waits, by the beginning of their key. */
export const DRAFTS = ['drafts'] as const;
export const SCHEDULED = ['scheduled'] as const;
