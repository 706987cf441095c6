import { type EventName, joinSubscriptions, type Subscriptions } from '../platform/events.ts';
import type { ServiceModule } from '../platform/module.ts';
import { analyticsModule } from './analytics/module.ts';
import { announcementsModule } from './announcements/module.ts';
import { authModule } from './auth/module.ts';
import { boardsModule } from './boards/module.ts';
import { contentModule } from './content/module.ts';
import { feedModule } from './feed/module.ts';
import { importsModule } from './imports/module.ts';
import { meModule } from './me/module.ts';
import { mediaModule } from './media/module.ts';
import { messagingModule } from './messaging/module.ts';
import { moderationModule } from './moderation/module.ts';
import { notificationsModule } from './notifications/module.ts';
import { profilesModule } from './profiles/module.ts';
import { searchModule } from './search/module.ts';
import { socialModule } from './social/module.ts';
import { statusModule } from './status/module.ts';

/** Every service module. Hosts, roles, subscriptions and schemas are derived from it. */
const table = [
  authModule,
  profilesModule,
  socialModule,
  contentModule,
  feedModule,
  searchModule,
  messagingModule,
  mediaModule,
  notificationsModule,
  announcementsModule,
  moderationModule,
  meModule,
  analyticsModule,
  statusModule,
  importsModule,
  boardsModule,
] as const;
export type AnyModule = (typeof table)[number];
export type ModuleName = AnyModule['name'];

export const modules: readonly ServiceModule<ModuleName>[] = table;
export const moduleNames: readonly ModuleName[] = modules.map(({ name }) => name);
export const modulesNamed = (names: readonly ModuleName[]): readonly ServiceModule<ModuleName>[] =>
  modules.filter(({ name }) => names.includes(name));

type EventsOf<Module> = Module extends { on: infer On } ? keyof On : never;
type UnhandledEvent = Exclude<EventName, EventsOf<AnyModule>>;
/** The jobs that each event starts. Does not compile while no module handles some event. */
export const subscriptions: [UnhandledEvent] extends [never]
  ? Partial<Subscriptions>
  : { noModuleHandles: UnhandledEvent } = joinSubscriptions(modules.map(({ on }) => on ?? {}));

/** Every schema of the database but that of the job queue: of the platform, of the modules and of the realtime processes. */
export const schemas: readonly string[] = [
  'platform',
  ...modules.flatMap((module) => module.schemas),
  'realtime',
];

/** Loads the rules of which files are public: without them no file is. For processes that serve files or run jobs. */
export async function loadPublicFileRules(): Promise<void> {
  await Promise.all(modules.map((module) => module.publicFiles?.()));
}
