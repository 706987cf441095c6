import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extendTailwindMerge } from 'tailwind-merge';
import { expect, test } from 'vitest';
import { mergeClasses } from './class-groups.ts';
import { cn } from './cn.ts';

// It knows all of Tailwind and is too large to ship. Here it is the reference for our table.
const oracle = extendTailwindMerge({
  extend: {
    theme: { radius: ['control', 'card'], shadow: ['float'], leading: ['heading', 'text'] },
    classGroups: { 'font-size': [{ text: ['base'] }] },
  },
});

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Every string in our sources that may be a class. */
function classCandidates(): string[] {
  const found = new Set<string>();
  for (const folder of [
    'packages/ui/src',
    'apps/web/features',
    'apps/web/components',
    'apps/web/app',
    'apps/admin/features',
    'apps/admin/app',
  ]) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name) || name.includes('class-groups')) continue;
      for (const [, , text = ''] of readFileSync(join(root, folder, name), 'utf8').matchAll(
        /(["'`])((?:(?!\1)[^\n])*)\1/g,
      ))
        for (const word of text.split(/\s+/))
          if (/^-?[a-z@*[][\w:\-./[\]()%&>*=~_#+]*$/.test(word)) found.add(word);
    }
  }
  return [...found];
}
/** Classes that the reference knows: it removes their duplicates. */
const classes = classCandidates().filter((word) => oracle(`${word} ${word}`) === word);

test('conflicts between classes of this repository are resolved as Tailwind’s rules say', () => {
  expect(classes.length).toBeGreaterThan(300);
  const wrong: string[] = [];
  for (const first of classes)
    for (const second of classes) {
      if (first === second) continue; // the same class twice is not a conflict
      const both = `${first} ${second}`;
      if (mergeClasses(both) !== oracle(both)) wrong.push(`${both} → ${oracle(both)}`);
    }
  expect(wrong.slice(0, 40)).toEqual([]);
});

test('a caller overrides a component, each state separately', () => {
  expect(cn('px-4 py-2 hover:bg-wash', false, 'p-1 bg-paper')).toBe('hover:bg-wash p-1 bg-paper');
  expect(cn('h-9 tablet:h-11', 'h-auto')).toBe('tablet:h-11 h-auto');
  expect(cn('touch-44 link', undefined, ['link'])).toBe('touch-44 link link');
});
