/** Query keys of drafts and scheduled posts, by prefix. */
export const DRAFTS_KEY = ['drafts'] as const;
export const SCHEDULED_KEY = ['scheduled'] as const;
