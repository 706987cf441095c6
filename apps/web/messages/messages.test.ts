import { expect, test } from 'vitest';
import { messages } from './index.ts';

/** All texts by path, with the names of their values. */
function flattenTexts(node: object, path = ''): Map<string, string[]> {
  return new Map(
    Object.entries(node).flatMap(([key, value]): [string, string[]][] =>
      typeof value === 'string'
        ? [
            [
              `${path}${key}`,
              [...value.matchAll(/(?<!(?:one|other) )[{<](\w+)[,}>]/g)].map((match) => match[1] ?? '').sort(),
            ],
          ]
        : [...flattenTexts(value, `${path}${key}.`)],
    ),
  );
}
const tr = flattenTexts(messages.tr);
const en = flattenTexts(messages.en);

test('both languages have the same keys', () => {
  expect([...en.keys()].sort()).toEqual([...tr.keys()].sort());
});

test('both languages use the same values', () => {
  const withoutRepeats = (names: string[] | undefined) => [...new Set(names)];
  for (const [key, names] of tr) expect(withoutRepeats(en.get(key)), key).toEqual(withoutRepeats(names));
});

test('no text is empty', () => {
  for (const language of [messages.tr, messages.en]) expect(JSON.stringify(language)).not.toContain('""');
});
