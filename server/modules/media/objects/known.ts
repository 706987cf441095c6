import { Silence, within } from '../../../platform/bus/patience.ts';
import type { Context } from '../../../platform/context.ts';
import { isUnavailable } from '../../../platform/db.ts';
import { auth } from '../../auth/index.ts';
import { CLOSED } from './closing.ts';
import { forget, memoryOf, type Place } from './memory.ts';
import { locate } from './service.ts';

/** So long nothing is asked. A word on the bus says sooner that an address has ended: this bounds what a lost word can do. */
const FRESH_MS = 10_000;
/** So long what is known serves while the database does not answer. */
const KEPT_MS = 15 * 60_000;
/** What the database has for its answer where an older one is at hand … */
const PATIENCE_MS = 1_000;
/** … and how long it is let alone with such questions after it gave none. */
const REST_MS = 5_000;

/**
 * Where a stored file lies that everybody may see: as `locate`, from memory where it was asked a moment ago, and while the database
 * does not answer. Not for private files: their end must hold at once, so they are asked for each time.
 *
 * Cost: none; one query for each file and ten seconds in which somebody asks for it.
 */
export async function locatePublic(ctx: Context, name: string, file: string): Promise<Place | null> {
  const memory = memoryOf(ctx);
  const now = ctx.clock().getTime();
  const known = memory.names.get(name)?.get(file);
  const age = known ? Math.abs(now - known.askedAt) : Number.POSITIVE_INFINITY;
  if (known === undefined || age >= KEPT_MS) return locateAnew(ctx, name, file);
  const isFresh = age < FRESH_MS && known.askedAt >= memory.freshFrom;
  if (isFresh || now < memory.silentUntil) return known;
  try {
    return await within(PATIENCE_MS, locateAnew(ctx, name, file));
  } catch (error) {
    if (!(error instanceof Silence) && !isUnavailable(error as Error)) throw error;
    memory.silentUntil = ctx.clock().getTime() + REST_MS;
    return known;
  }
}

/** As `locatePublic`, without what is known: where that has turned out wrong. */
export async function locateAnew(ctx: Context, name: string, file: string): Promise<Place | null> {
  const memory = memoryOf(ctx);
  const { closings } = memory;
  const askedAt = ctx.clock().getTime();
  const place = await locate(ctx, name, file, true);
  if (place === null) memory.names.get(name)?.delete(file);
  else if (memory.closings === closings) {
    const files = memory.names.get(name) ?? new Map();
    memory.names.set(name, files.set(file, { ...place, askedAt }));
  }
  return place;
}

/**
 * Forgets files when any process says that their public addresses may have ended, and all where a member's status may have changed;
 * after a gap in the bus all are asked for again.
 */
export async function listenForClosings(ctx: Context): Promise<() => Promise<void>> {
  const memory = memoryOf(ctx);
  const stop = await ctx.bus.subscribe(CLOSED, (payload) => {
    const { names } = payload as { names?: string[] }; // as `close` sends it
    forget(memory, names);
  });
  const stopChanges = await auth.onViewerChange(ctx, ({ userId }) => {
    if (userId !== undefined) forget(memory);
  });
  const stopGap = ctx.bus.onReconnect(() => {
    memory.freshFrom = ctx.clock().getTime();
    memory.silentUntil = 0;
  });
  return async () => {
    stopGap();
    await stopChanges();
    await stop();
  };
}
