import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { isDraining } from '../../platform/draining.ts';
import { healthBody } from '../../platform/readiness.ts';
import { projectRoot } from '../../platform/root.ts';
import { CAMPUS_HEADER, pageCampus, readCampusHeader } from './campus.ts';
import { linkTags } from './link-tags.ts';
import { openPages, type Pages, type PagesOptions } from './pages.ts';

export type AppName = 'web' | 'admin';
/** The apps that a process serves itself, by name. */
export type ServedApps = Partial<Record<AppName, Pages>>;

const options: Record<AppName, PagesOptions> = {
  web: { localized: true, notFound: '/~rest~', plain: ['/'] },
  admin: { localized: false, notFound: '/_not-found', plain: [] },
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

/**
 * A server for apps without a gateway in the same process. It has no API, so its pages of posts have no tags for link previews. It needs no
 * database, so it is ready as soon as it is alive.
 * @param publicUrl  the site's own address
 */
export function appServer(apps: ServedApps, publicUrl: string): Server {
  return createServer((request, response) => {
    const { url = '/', method = 'GET', headers } = request;
    if (isDraining()) response.setHeader('connection', 'close');
    if (url === '/health' || url === '/ready') {
      const body = JSON.stringify(healthBody());
      response.writeHead(url === '/ready' && isDraining() ? 503 : 200, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      return response.end(body);
    }
    const answer = async (pages: Pages) => {
      const [path = ''] = url.split('?');
      const campus = readCampusHeader(headers[CAMPUS_HEADER]) ?? pageCampus(DEFAULT_CAMPUS);
      const tags = await linkTags(path, headers, { campus, publicUrl, findPreview: async () => undefined });
      const { status, headers: own, body } = await pages({ url, method, headers, tags, campus });
      response.writeHead(status, own).end(body);
    };
    const pages = isAdmin(url) ? apps.admin : apps.web;
    if (pages) answer(pages).catch((error: Error) => response.destroy(error));
    else response.writeHead(404).end();
  });
}
