import type { Context } from './context.ts';
import type { App } from './http/types.ts';
import type { Cron, JobTable, Sweep } from './job-handlers.ts';

export type Routes = (app: App, ctx: Context) => void;

/** The background work of a part of a module. */
export interface BackgroundWork {
  jobs: JobTable;
  crons?: Cron[];
  sweeps?: Sweep[];
}

/** Loads a part of a module on demand: only processes that need the part load it. */
type Load<Part> = () => Promise<Part>;

/** A service module as a host sees it: its routes, its background work, its subscriptions. */
export interface ServiceModule {
  name: string;
  /** Routes under `/api/v1`, for processes that serve the module. */
  routes?: readonly Load<{ routes: Routes }>[];
  /** Routes outside the API: files under `/uploads`. Not in the API's document; the gateway knows their prefix. */
  files?: Load<{ files: Routes }>;
  /** For workers. */
  work?: readonly Load<BackgroundWork>[];
  /** Bus subscriptions of every process that mounts the module; the returned function ends them. */
  subscribe?: (ctx: Context) => Promise<() => Promise<void>>;
}
