/** Queries of what is unfinished and of what waits, by the beginning of their key. */
export const DRAFTS_KEY = ['drafts'] as const;
export const SCHEDULED_KEY = ['scheduled'] as const;
