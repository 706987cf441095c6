import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** The folder of the bundle that contains this file. */
const bundle = new URL('.', import.meta.url).href;
/** Source maps by URL; null for a file without one. Weak, so that a rare error does not keep megabytes in memory. */
const maps = new Map<string, WeakRef<SourceMap> | null>();

function mapOf(url: string): SourceMap | null {
  const known = maps.get(url);
  const map = known === null ? null : (known?.deref() ?? readMap(url));
  maps.set(url, map === null ? null : new WeakRef(map));
  return map;
}

function readMap(url: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error'; // its name or message is not a string
  }
}

/** One line of a stack trace, with the source position if the bundle has a map. */
function lineOf(site: NodeJS.CallSite): string {
  const [url, line, column] = [site.getFileName(), site.getLineNumber(), site.getColumnNumber()];
  const text = String(site);
  if (!url?.startsWith(bundle) || line === null || column === null) return text;
  const entry = mapOf(url)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return text;
  const source = new URL(entry.originalSource, url).href;
  return text.replace(
    `${url}:${line}:${column}`,
    `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
  );
}

/**
 * Makes stack traces name our TypeScript instead of the bundle. `node --enable-source-maps` does the same, but loads the maps of
 * every file and package up front and keeps them: 7 to 17 MB per process. Here a map is read when an error of its file is
 * printed.
 */
export function mapStackTraces(): void {
  Error.prepareStackTrace = (error, sites) =>
    [headOf(error), ...sites.map((site) => `    at ${lineOf(site)}`)].join('\n');
}
