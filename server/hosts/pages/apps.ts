import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.ts';
import { openPages, type Pages } from './pages.ts';

export type AppName = 'web' | 'admin';
/** The apps that a process serves itself, by name. */
export type ServedApps = Partial<Record<AppName, Pages>>;

const options: Record<AppName, Parameters<typeof openPages>[1]> = {
  web: { localized: true, notFound: '/~rest~' },
  admin: { localized: false, notFound: '/_not-found' },
};

/** Opens the built apps among these roles. @throws Error that names one that is not built */
export function openApps(roles: readonly string[]): ServedApps {
  const served: ServedApps = {};
  for (const name of ['web', 'admin'] as const)
    if (roles.includes(name)) served[name] = openPages(join(projectRoot(), 'apps', name), options[name]);
  return served;
}

/** Whether a path belongs to the admin app. */
const isAdmin = (url: string): boolean => /^\/admin(?:[/?]|$)/.test(url);

/** A server for apps without a gateway in the same process. */
export function appServer(apps: ServedApps): Server {
  return createServer((request, response) => {
    const { url = '/', method = 'GET', headers } = request;
    const pages = isAdmin(url) ? apps.admin : apps.web;
    if (!pages) {
      response.writeHead(404).end();
      return;
    }
    pages({ url, method, headers }).then(
      ({ status, headers: own, body }) => response.writeHead(status, own).end(body),
      (error: Error) => response.destroy(error),
    );
  });
}
