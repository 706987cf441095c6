'use client';

import { latePart } from '../../lib/late-part.ts';

/** The list of conversations. An open conversation covers it on a phone, so the page of one does not contain it. */
export const listPart = latePart(() => import('./conversation-list.tsx'));
