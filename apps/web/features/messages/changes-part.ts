'use client';

import { latePart } from '../../lib/late-part.ts';

/** What changes a conversation: sending, reactions, edits, receipts, drafts of other devices. */
export const changesPart = latePart(() => import('./changes.ts'));

// Not before the page's own scripts, and not only when it is needed: unsent messages wait for it.
if (typeof window !== 'undefined') void changesPart.load();
