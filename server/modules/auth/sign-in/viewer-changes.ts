import { subscribe } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';

/** A member or session whose rights, status or session state has changed. */
export interface ViewerChange {
  userId?: string;
  sessionId?: string;
}

/** The bus topic that invalidates cached viewers in every process. */
export const VIEWER_CHANGED = 'auth.viewer_changed';

declare module '../../../platform/bus/topics.ts' {
  interface Topics {
    [VIEWER_CHANGED]: ViewerChange;
  }
}

const listeners = new WeakMap<Context['config'], Set<(change: ViewerChange) => void>>();

/** Calls the listeners of this process only, at once; the bus takes longer. */
export function notifyLocalListeners({ config }: Context, change: ViewerChange): void {
  for (const listener of listeners.get(config) ?? []) listener(change);
}

/**
 * Calls `listener` for each change: at once for those of this process, when the bus delivers them for others. @returns a function
 * that ends the subscription
 */
export async function onViewerChange(
  ctx: Context,
  listener: (change: ViewerChange) => void,
): Promise<() => Promise<void>> {
  const own = listeners.get(ctx.config) ?? new Set();
  listeners.set(ctx.config, own.add(listener));
  const stop = await subscribe(ctx, VIEWER_CHANGED, listener);
  return async () => {
    own.delete(listener);
    await stop();
  };
}
