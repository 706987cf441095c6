import type { Schemas } from '@chitlaq/client';

export const MEASURES = ['posts', 'replies', 'likes', 'media', 'authors'] as const;
export const RANGES = ['7', '28', '90', '365'] as const;
export const STEPS = ['day', 'week'] as const;

export type ContentStatistics = Schemas['ContentStatistics'];
/** What is counted of a day, a university or the whole range. */
export type Counts = Record<(typeof MEASURES)[number], number | null>;
