import type { Schemas } from '@chitlaq/client';

export const RANGES = ['hour', 'day', 'week'] as const;

export type SystemCharts = Schemas['SystemCharts'];
export type Chart = SystemCharts['charts'][number];
export type Unit = Chart['unit'];
export type Line = Chart['lines'][number];
