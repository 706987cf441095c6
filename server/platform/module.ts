import type { Context } from './context.ts';
import type { App } from './http/types.ts';
import type { Cron, JobTable, Sweep } from './job-handlers.ts';

export type Routes = (app: App, ctx: Context) => void;

/** What a part of a module does later. */
export interface BackgroundWork {
  jobs: JobTable;
  crons?: Cron[];
  sweeps?: Sweep[];
}

/** Loads a part of a module: only the processes that need the part have it in memory. */
type Load<Part> = () => Promise<Part>;

/** A service module as a host sees it: what it answers, what it does later, what it listens to. */
export interface ServiceModule {
  name: string;
  /** Routes under `/api/v1`: for processes that answer for the module. */
  routes?: readonly Load<{ routes: Routes }>[];
  /** Routes outside the API: files under `/uploads`. Not in the API's document; the gateway knows their prefix. */
  files?: Load<{ files: Routes }>;
  /** For workers. */
  work?: readonly Load<BackgroundWork>[];
  /** Bus subscriptions of every process that mounts the module; the returned function ends them. */
  subscribe?: (ctx: Context) => Promise<() => Promise<void>>;
}
