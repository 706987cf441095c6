import { z } from 'zod';
import { CHART_NAMES, UNITS } from './charts.ts';

export const CHART_RANGES = ['hour', 'day', 'week'] as const;
export type ChartRange = (typeof CHART_RANGES)[number];

export const SystemChartsQuery = z.strictObject({ range: z.enum(CHART_RANGES).default('hour') });
export type SystemChartsQuery = z.infer<typeof SystemChartsQuery>;

const Line = z.object({
  name: z.string(),
  values: z.array(z.number().nullable()).describe('One for each step; null where nothing was measured'),
});

/** The system's health over time, from the metrics store. */
export const SystemCharts = z
  .object({
    isConfigured: z.boolean().describe('Whether the server knows a metrics store (`METRICS_URL`)'),
    range: z.enum(CHART_RANGES),
    startsAt: z.iso.datetime(),
    stepSeconds: z.int(),
    charts: z.array(z.object({ name: z.enum(CHART_NAMES), unit: z.enum(UNITS), lines: z.array(Line) })),
  })
  .meta({ id: 'SystemCharts' });
export type SystemCharts = z.infer<typeof SystemCharts>;
