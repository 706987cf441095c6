import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** What `next build` wrote for an app that is prerendered as a whole. */
export interface Build {
  /** The path of the app on the origin: '' or '/admin'. */
  basePath: string;
  /** Files of the build and of `public` by path, without the base path. */
  files: ReadonlyMap<string, StaticFile>;
  pages: readonly PageFile[];
  /** The app's own headers for a path with the base path (`headers` of next.config.ts). */
  headersOf(path: string): Record<string, string>;
}

export interface StaticFile {
  file: string;
  type: string;
  cacheControl: string;
  /** Whether a Brotli file lies next to it. */
  isPrecompressed: boolean;
}

/** A prerendered page: `<stem>.html`, its data `<stem>.rsc`, and parts of it for prefetching in `<stem>.segments`. */
export interface PageFile {
  /** The path without the base path: `/tr/u/~username~`. Placeholders stand for parameters. */
  path: string;
  stem: string;
  /** Matches the paths that the page serves; a group for each placeholder. */
  pattern: RegExp;
  /** Names of the placeholders, in order. */
  parameters: readonly string[];
  /** Headers that Next's router expects with the page's data. */
  dataHeaders: Record<string, string>;
  /** Names of the parts of its data, such as `/_tree`. */
  parts: ReadonlySet<string>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const IMMUTABLE = 'public, max-age=31536000, immutable';

interface RoutesManifest {
  basePath: string;
  headers: { regex: string; headers: { key: string; value: string }[] }[];
}
interface Meta {
  headers?: Record<string, string>;
  segmentPaths?: string[];
}
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Reads the list of what an app's build has.
 * @param folder  the app's folder
 * @throws Error if the app is not built
 */
export function readBuild(folder: string): Build {
  const built = join(folder, '.next');
  if (!existsSync(join(built, 'BUILD_ID'))) throw new Error(`${folder} is not built: npm run build`);
  // Next writes these files; the tests use ones of the same form.
  const { basePath, headers } = readJson(join(built, 'routes-manifest.json')) as RoutesManifest;
  const rules = headers.map((rule) => ({
    pattern: new RegExp(rule.regex),
    headers: rule.headers.map(({ key, value }) => [key.toLowerCase(), value] as const),
  }));
  const rendered = join(built, 'server/app');
  const files = new Map<string, StaticFile>([
    ...staticFiles(join(built, 'static'), '/_next/static/', IMMUTABLE),
    ...staticFiles(join(folder, 'public'), '/', 'public, max-age=0'),
  ]);
  const pages: PageFile[] = [];
  for (const name of namesIn(rendered)) {
    if (name.endsWith('.body')) {
      const path = name.slice(0, -'.body'.length);
      const { headers: own = {} } = readJson(join(rendered, `${path}.meta`)) as Meta;
      files.set(`/${path}`, {
        file: join(rendered, name),
        type: own['content-type'] ?? 'application/octet-stream',
        cacheControl: own['cache-control'] ?? 'no-cache',
        isPrecompressed: false,
      });
    }
    if (name.endsWith('.html')) pages.push(pageFile(rendered, name.slice(0, -'.html'.length)));
  }
  // A page for one path goes before a page with a parameter.
  pages.sort((one, other) => one.parameters.length - other.parameters.length);
  return {
    basePath,
    files,
    pages,
    headersOf: (path) =>
      Object.fromEntries(rules.flatMap(({ pattern, headers: own }) => (pattern.test(path) ? own : []))),
  };
}

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/'),
        )
    : [];

function staticFiles(folder: string, prefix: string, cacheControl: string): [string, StaticFile][] {
  const names = namesIn(folder);
  const compressed = new Set(names.filter((name) => name.endsWith('.br')));
  return names
    .filter((name) => !compressed.has(name))
    .map((name) => [
      `${prefix}${name}`,
      {
        file: join(folder, name),
        type: TYPES[extname(name)] ?? 'application/octet-stream',
        cacheControl,
        isPrecompressed: compressed.has(`${name}.br`),
      },
    ]);
}

const PLACEHOLDER = /~(\w+)~/g;

function pageFile(folder: string, name: string): PageFile {
  const stem = join(folder, name);
  const path = name === 'index' ? '/' : `/${name}`;
  const source = path
    .split(PLACEHOLDER)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '([^/]+)'))
    .join('');
  const { headers = {}, segmentPaths = [] } = readJson(`${stem}.meta`) as Meta;
  return {
    path,
    stem,
    pattern: new RegExp(`^${source}$`),
    parameters: [...path.matchAll(PLACEHOLDER)].map(([, parameter = '']) => parameter),
    dataHeaders: Object.fromEntries(Object.entries(headers).filter(([key]) => key.startsWith('x-nextjs-'))),
    parts: new Set(segmentPaths),
  };
}
