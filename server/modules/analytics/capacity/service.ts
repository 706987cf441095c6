import type { Context } from '../../../platform/context.ts';
import { queryRange, type Span, withStore } from '../system/store.ts';
import { type Demand, demandOf, membersUntil, type Observation } from './forecast.ts';
import { ONLINE, RESOURCE_NAMES, type ResourceName, resources, SERVERS } from './resources.ts';
import type { Capacity } from './schemas.ts';

const DAY_SECONDS = 86_400;
const DAYS = 7;
const STEP_SECONDS = 600;
const CACHE_SECONDS = 60;
const GB = 1024 ** 3;
const DISK_FREE = 'min(data_disk_bytes{state="free"})';
/** A disk that fills later than this is not worth a date. */
const DISK_HORIZON_DAYS = 730;

type Values = (number | null)[];
interface Measured {
  name: ResourceName;
  used: number;
  available: number;
  demand: Demand;
}

/**
 * How many more members fit on this server, which resource runs out first, and what a larger server would hold: by what each resource used
 * while so many members were online, in the last week.
 *
 * Cost: twelve queries of the store, at most once a minute.
 * @throws Problem 502 `metrics_unavailable`
 */
export async function capacity(ctx: Context): Promise<Capacity> {
  const end = Math.floor(ctx.clock().getTime() / 1_000 / STEP_SECONDS) * STEP_SECONDS;
  const span: Span = { start: end - DAYS * DAY_SECONDS, end, step: STEP_SECONDS };
  const { metricsUrl } = ctx.config;
  if (metricsUrl === undefined) return { ...describe(span, [], [], []), isConfigured: false };
  return withStore(ctx, () =>
    ctx.cache.remember(`analytics:capacity:${end}`, CACHE_SECONDS, async () => {
      const ask = (query: string) => queryRange(metricsUrl, query, span);
      const [online, free] = await Promise.all([ask(ONLINE), ask(DISK_FREE)]);
      const measured = await Promise.all(
        RESOURCE_NAMES.map(async (name) => {
          const { used, available } = resources[name];
          return measure(name, online, await ask(used), await ask(available));
        }),
      );
      return describe(
        span,
        online,
        free,
        measured.filter((one) => one !== undefined),
      );
    }),
  );
}

function measure(name: ResourceName, online: Values, use: Values, limits: Values): Measured | undefined {
  const observations: Observation[] = [];
  for (const [index, members] of online.entries()) {
    const used = use[index];
    if (members !== null && used !== null && used !== undefined) observations.push({ online: members, used });
  }
  const demand = demandOf(observations);
  const [used, available] = [lastOf(use), lastOf(limits)];
  return demand && used !== null && available !== null ? { name, used, available, demand } : undefined;
}

const lastOf = (values: Values): number | null => values.findLast((value) => value !== null) ?? null;
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const safely = (name: ResourceName, available: number) => resources[name].safeShare * available;

function describe(span: Span, online: Values, free: Values, measured: readonly Measured[]): Capacity {
  const found = measured.map(({ name, used, available, demand }) => ({
    name,
    unit: resources[name].unit,
    used,
    available,
    safeShare: resources[name].safeShare,
    ...demand,
    fits: finite(membersUntil(demand, safely(name, available))),
  }));
  const scarcest = found.filter(({ fits }) => fits !== null).sort((a, b) => (a.fits ?? 0) - (b.fits ?? 0))[0];
  const counts = online.filter((value) => value !== null);
  const whole = (value: number | null | undefined) =>
    value === null || value === undefined ? null : Math.round(value);
  return {
    isConfigured: true,
    observedFrom: new Date(span.start * 1_000).toISOString(),
    observedTo: new Date(span.end * 1_000).toISOString(),
    online: whole(lastOf(online)),
    highest: counts.length === 0 ? null : Math.round(Math.max(...counts)),
    fits: scarcest?.fits ?? null,
    limitedBy: scarcest?.name ?? null,
    resources: found,
    servers: SERVERS.map((server) => ({ ...server, fits: fitsOn(server, measured) })),
    diskFullAt: diskFullAt(span, free),
  };
}

/** Processors and memory come with the server; processes, sockets and pools are settings that follow them. */
function fitsOn(
  { processors, memoryGb }: (typeof SERVERS)[number],
  measured: readonly Measured[],
): number | null {
  const available: Partial<Record<ResourceName, number>> = { processor: processors, memory: memoryGb * GB };
  const limits = measured.flatMap(({ name, demand }) => {
    const size = available[name];
    return size === undefined ? [] : [membersUntil(demand, safely(name, size))];
  });
  // Without both figures the smaller one is not known.
  return limits.length < Object.keys(available).length ? null : finite(Math.min(...limits));
}

/** When the disk is full if it fills as on the average day of the span. */
function diskFullAt(span: Span, free: Values): string | null {
  const known = free.flatMap((value, index) =>
    value === null ? [] : [{ value, at: span.start + index * span.step }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || last.at - first.at < DAY_SECONDS) return null;
  const perSecond = (first.value - last.value) / (last.at - first.at);
  if (perSecond <= 0) return null;
  const seconds = last.value / perSecond;
  return seconds > DISK_HORIZON_DAYS * DAY_SECONDS
    ? null
    : new Date((last.at + seconds) * 1_000).toISOString();
}
