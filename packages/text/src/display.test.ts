import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  collapseBlankLines,
  DISPLAY_LINK_MAX,
  displayLink,
  entityText,
  graphemeCount,
  isBlank,
  isolate,
  parseEntities,
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
  expect(displayLink('itu.edu.tr/duyuru')).toEqual({
    before: '',
    shown: 'itu.edu.tr/duyuru',
    after: '',
    isHostCut: false,
  });
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

/** A link as it is displayed. */
const displayed = (text: string): string => {
  const [link] = parseEntities(text);
  if (link?.type !== 'link') throw new Error('no link');
  const { shown, after, isHostCut } = displayLink(entityText(text, link), link.url);
  return `${isHostCut ? '…' : ''}${shown}${after ? '…' : ''}`;
};

test.for([
  [
    `https://cinar.edu.tr.${'a'.repeat(30)}.${'b'.repeat(30)}.evil.com/giris`,
    `….${'b'.repeat(30)}.evil.com…`,
  ],
  [`https://www.cinar.edu.tr-${'a'.repeat(50)}.evil.com`, `…${'a'.repeat(31)}.evil.com`],
  ['https://evil.com/cinar.edu.tr', 'evil.com/cinar.edu.tr'],
  // Letters of other alphabets, and signs that are displayed as a slash, a colon or a dot.
  ['https://\u0430\u0440\u0440\u04cf\u0435.com/', 'xn--80ak6aa92e.com/'],
  ['https://\u0430pple.com/a', 'xn--pple-43d.com/a'],
  ['https://cinar.edu.tr\u2044x.evil.com/', 'cinar.edu.xn--trx-pt0a.evil.com/'],
  ['https://şeftali.com.tr/elma', 'şeftali.com.tr/elma'],
  ['https://президент.рф/', 'президент.рф/'],
] as const)('the text shown for %s reveals where it leads: %s', ([text, shown]) => {
  expect(displayed(text)).toBe(shown);
});

test('the end of the host is shown, however long the address is', () => {
  const label = fc.string({ unit: fc.constantFrom('a', '0', '-', 'ş'), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 1, maxLength: 4 }),
      fc.string({ maxLength: 60 }),
      (labels, path) => {
        const host = `${labels.join('.')}.evil.com`;
        const address = `https://${host}/${path}`;
        const { before, shown, after } = displayLink(address);
        expect(before + shown + after).toBe(address);
        const [shownHost] = shown.split('/');
        expect(host.replace(/^www\./, '')).toMatch(new RegExp(`${shownHost}$`));
        expect(shownHost).toMatch(/evil\.com$/);
        expect(graphemeCount(shown)).toBeLessThanOrEqual(DISPLAY_LINK_MAX + 1);
      },
    ),
  );
});

test('only right-to-left text is isolated', () => {
  expect(isolate('محمد')).toBe('\u2068محمد\u2069');
  expect(isolate('Ali (עלי)')).toBe('\u2068Ali (עלי)\u2069');
  for (const name of ['Işıl', '张伟 🌱', 'Ελένη', 'हिन्दी']) expect(isolate(name)).toBe(name);
});
