import type { ServiceModule } from '../platform/module.ts';

/** Every service module, loaded on demand: a process pays only for what it mounts. */
export const modules = {
  auth: async () => (await import('./auth/index.ts')).auth,
  profiles: async () => (await import('./profiles/index.ts')).profiles,
  social: async () => (await import('./social/index.ts')).social,
  content: async () => (await import('./content/index.ts')).content,
  feed: async () => (await import('./feed/index.ts')).feed,
  search: async () => (await import('./search/index.ts')).search,
  messaging: async () => (await import('./messaging/index.ts')).messaging,
  media: async () => (await import('./media/index.ts')).media,
  notifications: async () => (await import('./notifications/index.ts')).notifications,
  moderation: async () => (await import('./moderation/index.ts')).moderation,
  analytics: async () => (await import('./analytics/index.ts')).analytics,
} satisfies Record<string, () => Promise<ServiceModule>>;

export type ModuleName = keyof typeof modules;
export const moduleNames = Object.keys(modules) as ModuleName[];

export const loadModules = (names: readonly ModuleName[]): Promise<ServiceModule[]> =>
  Promise.all(names.map((name) => modules[name]()));
