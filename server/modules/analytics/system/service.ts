import type { Context } from '../../../platform/context.ts';
import { CHART_NAMES, charts } from './charts.ts';
import type { ChartRange, SystemCharts } from './schemas.ts';
import { queryRange, type Span, withStore } from './store.ts';

/** How far back each range looks, at which steps, and over which span a rate is taken. */
const SPANS: Record<ChartRange, { seconds: number; step: number; rate: string }> = {
  hour: { seconds: 3_600, step: 30, rate: '2m' },
  day: { seconds: 86_400, step: 600, rate: '10m' },
  week: { seconds: 604_800, step: 3_600, rate: '1h' },
};
/** Admins who look at the same time share the queries. */
const CACHE_SECONDS = 10;

/**
 * The charts of the system's health. Asks the store for fixed queries only: nothing of the request becomes part of one.
 *
 * Cost: one query of the store for each line, at most once in ten seconds for each range.
 * @throws Problem 502 `metrics_unavailable`
 */
export async function systemCharts(ctx: Context, range: ChartRange): Promise<SystemCharts> {
  const { seconds, step, rate } = SPANS[range];
  const end = Math.floor(ctx.clock().getTime() / 1_000 / step) * step;
  const span: Span = { start: end - seconds, end, step };
  const { metricsUrl } = ctx.config;
  const shared = {
    range,
    startsAt: new Date(span.start * 1_000).toISOString(),
    stepSeconds: step,
  };
  if (metricsUrl === undefined) return { ...shared, isConfigured: false, charts: [] };
  const found = await withStore(ctx, () =>
    ctx.cache.remember(`analytics:system:${range}:${end}`, CACHE_SECONDS, () =>
      Promise.all(
        CHART_NAMES.map(async (name) => ({
          name,
          unit: charts[name].unit,
          lines: await Promise.all(
            Object.entries(charts[name].lines).map(async ([line, query]) => ({
              name: line,
              values: await queryRange(metricsUrl, query.replaceAll('RANGE', rate), span),
            })),
          ),
        })),
      ),
    ),
  );
  return { ...shared, isConfigured: true, charts: found };
}
