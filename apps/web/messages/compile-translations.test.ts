import { createElement } from 'react';
import { _createCache, _createIntlFormatters } from 'use-intl/core';
import formatWhole from 'use-intl/format-message';
import formatCompiled from 'use-intl/format-message/format-only';
import { expect, test } from 'vitest';
import { withCampus } from '../lib/campus-placeholders.ts';
import { locales } from '../lib/locale.ts';
import { compileTranslations, type TranslationTree } from './compile-translations.ts';
import { messages } from './index.ts';

type FlatText = { path: string; text: string };
const flattenTexts = (node: TranslationTree, path = ''): FlatText[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ path: path + key, text: value }] : flattenTexts(value, `${path}${key}.`),
  );

/** A value for each placeholder: a number in plurals, a tag function in rich text, else a text. */
const sampleValues = (text: string, count: number) =>
  Object.fromEntries([
    ...[...text.matchAll(/\{(\w+)(, plural)?/g)].map(([, name, counts]) => [
      name,
      counts ? count : `«${name}»`,
    ]),
    ...[...text.matchAll(/<(\w+)>/g)].map(([, name]) => [
      name,
      (inner: unknown) => createElement('b', {}, inner as never),
    ]),
  ]);

test.for(locales)('compiled texts format like the originals (%s)', (locale) => {
  const cache = _createCache();
  const options = { cache, formatters: _createIntlFormatters(cache), locale, timeZone: 'Europe/Istanbul' };
  for (const { path, text } of flattenTexts(messages[locale])) {
    const [compiled] = Object.values(compileTranslations({ text }));
    for (const count of [0, 1, 2, 12, 3456]) {
      const values = sampleValues(text, count);
      const whole = formatWhole(path, withCampus(text), values, options);
      expect(formatCompiled(path, compiled as never, values, options), path).toEqual(whole);
    }
  }
});

test('nested groups keep their structure', () => {
  expect(compileTranslations({ a: { b: 'plain', c: 'for {name}' } })).toEqual({
    a: { b: 'plain', c: ['for ', ['name']] },
  });
});
