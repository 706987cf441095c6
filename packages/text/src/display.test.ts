import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  collapseBlankLines,
  DISPLAY_LINK_MAX,
  displayLink,
  graphemeCount,
  isBlank,
  isolate,
} from './index.ts';
import { entityDenseText } from './testing.ts';

const collapsed = (text: string) => collapseBlankLines([...text]).join('');

test.for([
  ['a\n\n\n\n\nb', 'a\n\nb'],
  ['a\n \n\u3164\n\t\nb', 'a\n \nb'],
  ['a\n\nb\nc', 'a\n\nb\nc'],
  ['\n\n a\nb\n\n\n', ' a\nb'],
  ['a\n', 'a'],
  ['a', 'a'],
  ['', ''],
] as const)('%j is shown as %j', ([text, shown]) => {
  expect(collapsed(text)).toBe(shown);
});

test('only blank lines are removed, offsets stay, and no two blank lines follow each other', () => {
  const text = fc.oneof(
    entityDenseText,
    fc.string({ unit: fc.constantFrom('\n', ' ', '\u200b', 'a', '👩‍👧') }),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const points = [...typed];
      const shown = collapseBlankLines(points);
      expect(shown).toHaveLength(points.length);
      shown.forEach((point, index) => {
        if (point !== points[index]) expect(point).toBe('');
      });
      const lines = shown.join('').split('\n');
      const visibleLines = (all: string[]) => all.filter((line) => !isBlank(line));
      expect(visibleLines(lines)).toEqual(visibleLines(typed.split('\n')));
      lines.forEach((line, index) => {
        if (isBlank(line) && lines.length > 1) {
          expect(isBlank(lines[index + 1] ?? '')).toBe(false);
          expect(isBlank(lines[index - 1] ?? '')).toBe(false);
        }
      });
    }),
  );
});

test('a long address is shown shortened, and its three parts make the whole', () => {
  const long = `https://www.example.com/${'ş'.repeat(1_600)}`;
  const { before, shown, after } = displayLink(long);
  expect([before, before + shown + after]).toEqual(['https://www.', long]);
  expect(graphemeCount(shown)).toBe(DISPLAY_LINK_MAX);
  expect(displayLink('itu.edu.tr/duyuru')).toEqual({ before: '', shown: 'itu.edu.tr/duyuru', after: '' });
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '/', '👩‍👧', 's\u0327'), maxLength: 120 }), (path) => {
      const address = `http://a.co/${path}`;
      const parts = displayLink(address);
      expect(parts.before + parts.shown + parts.after).toBe(address);
      expect(graphemeCount(parts.shown)).toBeLessThanOrEqual(DISPLAY_LINK_MAX + 1);
      if (parts.after !== '') expect(graphemeCount(parts.shown)).toBe(DISPLAY_LINK_MAX);
    }),
  );
});

test('only right-to-left text is isolated', () => {
  expect(isolate('محمد')).toBe('\u2068محمد\u2069');
  expect(isolate('Ali (עלי)')).toBe('\u2068Ali (עלי)\u2069');
  for (const name of ['Işıl', '张伟 🌱', 'Ελένη', 'हिन्दी']) expect(isolate(name)).toBe(name);
});
