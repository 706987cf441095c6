import type { Context } from './context.ts';
import type { App } from './http/app.ts';
import type { Cron, JobTable, Sweep } from './jobs.ts';

/** A service module as a host sees it: what it answers, what it does later, what it listens to. */
export interface ServiceModule {
  name: string;
  /** Routes under `/api/v1`. */
  routes?: (app: App, ctx: Context) => void;
  /** Routes outside the API: files under `/uploads`. Not in the API's document; the gateway knows their prefix. */
  files?: (app: App, ctx: Context) => void;
  jobs?: JobTable;
  crons?: Cron[];
  sweeps?: Sweep[];
  /** Bus subscriptions of every process that mounts the module; the returned function ends them. */
  listen?: (ctx: Context) => Promise<() => Promise<void>>;
}
