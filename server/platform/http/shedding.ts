import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { loadOf } from '../load/load.ts';
import type { Sheddable } from '../load/sheddable.ts';
import { Problem } from '../problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The kind of work of this route, if members can do without it while the machine is busy. */
    sheds?: Sheddable;
  }
}

/** Work is taken up again after a minute of calm at the earliest. */
const RETRY_SECONDS = 60;

/** Refuses routes whose work a busy machine drops. */
export function shedding(app: FastifyInstance, ctx: Context): void {
  app.addHook('onRoute', (route) => {
    const work = route.config?.sheds;
    if (work === undefined) return;
    const refuseUnderLoad = async () => {
      if (!loadOf(ctx).sheds(work)) return;
      throw new Problem(
        503,
        'paused_under_load',
        'The campus is very busy, so this is paused for a few minutes. Everything else works.',
        { retryAfter: RETRY_SECONDS },
      );
    };
    route.onRequest = [refuseUnderLoad, ...[route.onRequest ?? []].flat()];
  });
}
