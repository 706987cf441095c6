import type { Schemas } from '@chitlaq/client';

export const MEASURES = ['posts', 'replies', 'likes', 'media', 'authors'] as const;
export type Measure = (typeof MEASURES)[number];
export const RANGES = ['7', '28', '90', '365'] as const;
export const STEPS = ['day', 'week'] as const;

export type ContentStatistics = Schemas['ContentStatistics'];
export type Item = ContentStatistics['items'][number];
