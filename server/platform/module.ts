import type { CampusFeature } from '@chitlaq/text/campus';
import type { NotificationKindDefinition } from '@chitlaq/text/notifications';
import type { Context } from './context.ts';
import type { Subscriptions } from './events.ts';
import type { App } from './http/types.ts';
import type { Cron, JobTable, Sweep } from './job-handlers.ts';
import type { JobName } from './jobs.ts';
import type { Sheddable } from './load/sheddable.ts';
import type { Measurement } from './measurements/types.ts';
import type { MemberData } from './member-data/index.ts';
import type { OpenRealtime } from './realtime.ts';
import type { ServiceRole } from './settings.ts';

export type Routes = (app: App, ctx: Context) => void;

/** The background work of a part of a module. */
export interface BackgroundWork {
  jobs: JobTable;
  crons?: Cron[];
  sweeps?: Sweep[];
  /** Jobs that a busy machine postpones, by kind of work. */
  sheds?: Partial<Record<Sheddable, readonly JobName[]>>;
  /** What one worker measures for the metrics. */
  measurements?: Measurement[];
}

/** Throws the problem that keeps staff from switching a feature on now, by feature. */
export type FeatureGuards = Partial<Record<CampusFeature, (ctx: Context) => Promise<void>>>;

/** A report that a module keeps itself, as its reporter reads it. Ids are in the order of time. */
export interface OwnReport {
  id: string;
  subjectType: 'board_post';
  subjectId: string;
  /** Where its subject is. */
  path: string | null;
  reason: string;
  comment: string | null;
  status: 'open' | 'upheld' | 'dismissed';
  createdAt: Date;
  answerBy: Date;
  resolvedAt: Date | null;
}

/** The reports of a member before an id, the newest first. */
export type ListOwnReports = (
  ctx: Context,
  memberId: string,
  before: string | null,
  take: number,
) => Promise<OwnReport[]>;

/** Loads a part of a module on demand: only processes that need the part load it. */
type Load<Part> = () => Promise<Part>;

/** Roles whose processes serve routes. */
export type HttpRole = Exclude<ServiceRole, 'realtime'>;

/**
 * Everything that a module brings, as its `module.ts` declares it. Every process imports the declarations of all modules, so a
 * declaration names code as `() => import('…')` and imports only types.
 */
export interface ServiceModule<Name extends string = string> {
  name: Name;
  /** The role that serves the routes when the back end runs as several processes. */
  role: HttpRole;
  /** The database schemas that it owns; nobody else writes there. */
  schemas: readonly string[];
  /** Routes under `/api/v1`, for processes that serve the module. */
  routes?: readonly Load<{ routes: Routes }>[];
  /** Routes outside the API: files under `/uploads`. Not in the API's document; the gateway knows their prefix. */
  files?: Load<{ files: Routes }>;
  /** The rule of which files attached to its subjects are public (`media.definePublic`), for processes that serve files or run jobs. */
  publicFiles?: Load<unknown>;
  /** For workers. */
  work?: readonly Load<BackgroundWork>[];
  /** Events of any module that this one handles, each with the jobs that it starts here. */
  on?: Partial<Subscriptions<Name>>;
  /** For realtime processes: the frames that it answers and the bus topics that it delivers. */
  realtime?: Load<{ realtime: OpenRealtime }>;
  /** The kinds of notifications that its events cause, which the web app knows too. */
  notificationKinds?: Readonly<Record<string, NotificationKindDefinition>>;
  /** What it does with the data of a member, such as deleting it with the account. Loaded by the jobs that need it. */
  memberData?: Load<{ memberData: MemberData }>;
  /** The reports that it keeps itself, for the list of a reporter. Loaded by the request that reads it. */
  ownReports?: Load<{ listOwnReports: ListOwnReports }>;
  /** What it asks before a feature of the campus is switched on. Loaded by the request that does. */
  featureGuards?: Load<{ featureGuards: FeatureGuards }>;
  /** Bus subscriptions of every process that mounts the module; the returned function ends them. */
  subscribe?: (ctx: Context) => Promise<() => Promise<void>>;
}
