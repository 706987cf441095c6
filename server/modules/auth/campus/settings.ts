import {
  type CampusFeature,
  type CampusSettings,
  type CampusVersion,
  DEFAULT_CAMPUS,
} from '@chitlaq/text/campus';
import { subscribe } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import { processState } from '../../../platform/process-state.ts';
import { featureOff } from './problems.ts';
import { findNewest } from './queries.ts';

/** The bus topic that makes every process read the settings again. */
export const CAMPUS_CHANGED = 'auth.campus_changed';

declare module '../../../platform/bus/topics.ts' {
  interface Topics {
    [CAMPUS_CHANGED]: { version: number };
  }
}

/** A stored version may be older than a setting. */
export const complete = (stored: Partial<CampusSettings>): CampusSettings => ({
  ...DEFAULT_CAMPUS.settings,
  ...stored,
  features: { ...DEFAULT_CAMPUS.settings.features, ...stored.features },
});

export const readNewest = async ({ db }: Pick<Context, 'db'>): Promise<CampusVersion> => {
  const row = await findNewest(db);
  return row ? { version: row.version, settings: complete(row.settings) } : DEFAULT_CAMPUS;
};

/** Bounds the effect of a lost bus message. */
const READ_AGAIN_MS = 30_000;

const cacheOf = processState('auth.campus', (): { current?: CampusVersion | undefined } => ({}));

/** Keeps a version unless the process knows a newer one: readings may overtake each other. */
export function keepCampus(ctx: Pick<Context, 'state'>, found: CampusVersion): void {
  const cache = cacheOf(ctx);
  if (cache.current === undefined || cache.current.version <= found.version) cache.current = found;
}

/**
 * Reads the settings and keeps them as long as the process lives: each change is announced on the bus, so no request asks the
 * database. @returns a function that ends it
 */
export async function subscribeToCampusChanges(ctx: Context): Promise<() => Promise<void>> {
  const read = async () => keepCampus(ctx, await readNewest(ctx));
  const tryToRead = () =>
    read().catch((error: unknown) => ctx.log.warn({ err: error }, 'campus.settings_not_read'));
  const readLater = () => void tryToRead();
  const stop = await subscribe(ctx, CAMPUS_CHANGED, readLater);
  const stopGap = ctx.bus.onReconnect(readLater);
  const timer = setInterval(readLater, READ_AGAIN_MS);
  timer.unref();
  // Without it, requests ask the database themselves until the next time.
  await tryToRead();
  return async () => {
    clearInterval(timer);
    stopGap();
    await stop();
    // Nobody keeps them current from now on.
    cacheOf(ctx).current = undefined;
  };
}

/** The traffic log records who published when, so boards are off while it is on, whatever is set (docs/adr/0099). */
const whileLogged = ({ config }: Pick<Context, 'config'>, found: CampusVersion): CampusVersion =>
  config.trafficLog.isOn && found.settings.features.boards
    ? { ...found, settings: { ...found.settings, features: { ...found.settings.features, boards: false } } }
    : found;

/** The settings of the campus: kept by a process that answers requests, read by others, such as the worker. */
export const campus = async (ctx: Pick<Context, 'db' | 'state' | 'config'>): Promise<CampusVersion> =>
  whileLogged(ctx, cacheOf(ctx).current ?? (await readNewest(ctx)));

/** As {@link campus}, at once. For a process that subscribed to changes; in others, the defaults. */
export const campusNow = (ctx: Pick<Context, 'state' | 'config'>): CampusVersion =>
  whileLogged(ctx, cacheOf(ctx).current ?? DEFAULT_CAMPUS);

/** @throws Problem 403 `feature_off` if the campus has switched it off */
export async function requireFeature(
  ctx: Pick<Context, 'db' | 'state' | 'config'>,
  feature: CampusFeature,
): Promise<void> {
  const { settings } = await campus(ctx);
  if (!settings.features[feature]) throw featureOff(feature);
}
