import { type ModuleName, modules } from './modules/table.ts';
import type { HttpRole } from './platform/module.ts';
import { SERVICE_ROLES, type ServiceRole } from './platform/settings.ts';

export type Host = 'gateway' | 'http' | 'realtime' | 'worker' | 'pages';
export interface Role {
  host: Host;
  /** The modules that a process of host `http` serves; the worker runs the jobs of every module. */
  modules: readonly ModuleName[];
}
export type RoleName = 'gateway' | ServiceRole | 'worker' | 'web' | 'admin';

const httpRoles = SERVICE_ROLES.filter((name): name is HttpRole => name !== 'realtime');
const httpRole = (role: HttpRole): Role => ({
  host: 'http',
  modules: modules.filter((module) => module.role === role).map(({ name }) => name),
});

/** The whole deployment: the kind of process of each role, and the modules that it serves, which name their role themselves. */
export const roles: Readonly<Record<RoleName, Role>> = {
  gateway: { host: 'gateway', modules: [] },
  ...(Object.fromEntries(httpRoles.map((name) => [name, httpRole(name)])) as Record<HttpRole, Role>),
  realtime: { host: 'realtime', modules: [] },
  worker: { host: 'worker', modules: [] },
  web: { host: 'pages', modules: [] },
  admin: { host: 'pages', modules: [] },
};
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
  modules.filter(({ role }) => names.includes(role)).map(({ name }) => name);

/** The role that serves a module when it is not mounted here. */
export function roleOf(module: ModuleName): HttpRole {
  const found = modules.find(({ name }) => name === module);
  if (!found) throw new Error(`there is no module ${module}`);
  return found.role;
}
