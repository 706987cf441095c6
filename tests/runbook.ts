import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../server/platform/root.ts';

/**
 * The commands of a page of the handbook, in order: the lines of its `sh` blocks, without comments. Tests run them, so that the page
 * stays true.
 * @param section  the beginning of a heading; by default the whole page
 */
export function commandsOf(page: string, section?: string): string[] {
  const text = readFileSync(join(projectRoot(), 'docs/handbook', page), 'utf8');
  const part = section === undefined ? text : (text.split(`\n## ${section}`)[1]?.split('\n## ')[0] ?? '');
  return [...part.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== ''),
  );
}
