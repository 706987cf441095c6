import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.ts';

/** Names of one thing in both languages, as `database/data/synonyms.txt` has them. */
export interface SynonymSet {
  turkish: readonly string[];
  english: readonly string[];
}

let glossary: readonly SynonymSet[] | undefined;

/** Synonyms on a campus (database/data/README.md). The first use reads the file. */
export function synonymGlossary(): readonly SynonymSet[] {
  glossary ??= readFileSync(join(projectRoot(), 'database/data/synonyms.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [turkish = '', english = ''] = line.split('\t');
      return { turkish: turkish.split(','), english: english.split(',') };
    });
  return glossary;
}
