import type { Context } from '../../../platform/context.ts';

/** Whose rights, status or session has changed. */
export interface ViewerChange {
  userId?: string;
  sessionId?: string;
}

/** What tells every process that a cached viewer is out of date. */
export const VIEWER_CHANGED = 'auth.viewer_changed';

const listeners = new WeakMap<Context['config'], Set<(change: ViewerChange) => void>>();

/** Tells the listeners of this process alone, at once; the bus takes longer. */
export function notifyLocalListeners({ config }: Context, change: ViewerChange): void {
  for (const listener of listeners.get(config) ?? []) listener(change);
}

/** Calls `listener` for each change: of this process at once, of others as the bus tells. Returns what ends it. */
export async function onViewerChange(
  ctx: Context,
  listener: (change: ViewerChange) => void,
): Promise<() => Promise<void>> {
  const own = listeners.get(ctx.config) ?? new Set();
  listeners.set(ctx.config, own.add(listener));
  // As `publishViewerChanged` sends it.
  const stop = await ctx.bus.subscribe(VIEWER_CHANGED, (payload) => listener(payload as ViewerChange));
  return async () => {
    own.delete(listener);
    await stop();
  };
}
