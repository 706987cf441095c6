import { type ModuleName, moduleNames } from './modules/table.ts';
import type { ServiceRole } from './platform/settings.ts';

export type Host = 'gateway' | 'http' | 'realtime' | 'worker' | 'next';
export interface Role {
  host: Host;
  /** The modules that a process of host `http` serves; the worker runs the jobs of every module. */
  modules: readonly ModuleName[];
}

/** The whole deployment in one table: which role serves which modules, and the kind of its process. */
export const roles = {
  gateway: { host: 'gateway', modules: [] },
  auth: { host: 'http', modules: ['auth', 'profiles'] },
  feed: { host: 'http', modules: ['social', 'content', 'feed', 'notifications'] },
  search: { host: 'http', modules: ['search'] },
  messaging: { host: 'http', modules: ['messaging'] },
  media: { host: 'http', modules: ['media'] },
  operations: { host: 'http', modules: ['moderation', 'analytics'] },
  realtime: { host: 'realtime', modules: [] },
  worker: { host: 'worker', modules: [] },
  web: { host: 'next', modules: [] },
  admin: { host: 'next', modules: [] },
} satisfies Record<string, Role>;
export type RoleName = keyof typeof roles;
export const roleNames = Object.keys(roles) as RoleName[];

/** The roles in a setting. @throws Error that names unknown ones */
export function readRoles(setting: readonly string[]): RoleName[] {
  if (setting.length === 1 && setting[0] === 'all') return [...roleNames];
  const unknown = setting.filter((name) => !(roleNames as string[]).includes(name));
  if (unknown.length > 0 || setting.length === 0) {
    throw new Error(
      `ROLES: ${unknown.join(', ') || 'nothing'} is not a role; choose from all, ${roleNames.join(', ')}`,
    );
  }
  return setting as RoleName[]; // checked above
}

/** Modules that these roles serve over HTTP in one process. */
export const mountedModules = (names: readonly RoleName[]): ModuleName[] =>
  moduleNames.filter((module) =>
    names.some(
      (name) => roles[name].host === 'http' && (roles[name].modules as readonly string[]).includes(module),
    ),
  );

type HttpRole = { [Name in RoleName]: (typeof roles)[Name]['host'] extends 'http' ? Name : never }[RoleName];
// Each has its own address setting: a role that is missing in SERVICE_ROLES does not compile.
const httpRoles: ServiceRole[] = roleNames.filter((name): name is HttpRole => roles[name].host === 'http');

/** The role that serves a module when it is not mounted here. */
export function roleOf(module: ModuleName): ServiceRole {
  const found = httpRoles.find((name) => (roles[name].modules as readonly string[]).includes(module));
  if (!found) throw new Error(`no role answers for module ${module}`);
  return found;
}
