import { subscribe } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import { processState } from '../../../platform/process-state.ts';

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

const listenersOf = processState('auth.viewer-listeners', () => new Set<(change: ViewerChange) => void>());

/** Calls the listeners of this process only, at once; the bus takes longer. */
export function notifyLocalListeners(ctx: Context, change: ViewerChange): void {
  for (const listener of listenersOf(ctx)) listener(change);
}

/**
 * Calls `listener` for each change: at once for those of this process, when the bus delivers them for others. @returns a function
 * that ends the subscription
 */
export async function onViewerChange(
  ctx: Context,
  listener: (change: ViewerChange) => void,
): Promise<() => Promise<void>> {
  const listeners = listenersOf(ctx).add(listener);
  const stop = await subscribe(ctx, VIEWER_CHANGED, listener);
  return async () => {
    listeners.delete(listener);
    await stop();
  };
}
