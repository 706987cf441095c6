import { expect, test } from 'vitest';
import { blanksOf, fillBlanks, neededBlanksOf, parseLegalText } from './legal-text.ts';

const filled = (source: string, values: Record<string, string> = {}) =>
  fillBlanks(source, (name) => values[name]);

test('a text has a title, headings, lists, bold words and links', () => {
  const source =
    '# Title\n\n## One\n\nLine **bold**\nsecond line\n\n- [words](https://a.example/x)\n- mail a.b@c.example.\n\n1. first\n2. see https://d.example/y.';
  expect(parseLegalText(source)).toEqual({
    title: 'Title',
    blocks: [
      { kind: 'heading', level: 2, content: [{ text: 'One' }] },
      {
        kind: 'paragraph',
        lines: [[{ text: 'Line ' }, { text: 'bold', isBold: true }], [{ text: 'second line' }]],
      },
      {
        kind: 'list',
        isOrdered: false,
        items: [
          [{ text: 'words', href: 'https://a.example/x' }],
          [{ text: 'mail ' }, { text: 'a.b@c.example', href: 'mailto:a.b@c.example' }, { text: '.' }],
        ],
      },
      {
        kind: 'list',
        isOrdered: true,
        items: [
          [{ text: 'first' }],
          [{ text: 'see ' }, { text: 'https://d.example/y', href: 'https://d.example/y' }, { text: '.' }],
        ],
      },
    ],
  });
});

test.each([
  'javascript:alert`1`',
  'data:text/html,x',
  '//evil.example',
  '/\\evil.example',
  'http://a.example',
])('a link to %s stays text', (href) => {
  const { blocks } = parseLegalText(`[press](${href})`);
  expect(JSON.stringify(blocks)).not.toContain(`"href":"${href}`);
});

test('HTML is text', () => {
  const source = '<img src=x onerror=alert(1)>';
  expect(parseLegalText(source).blocks).toEqual([{ kind: 'paragraph', lines: [[{ text: source }]] }]);
});

test('blanks show their value, else their words', () => {
  expect(filled('By {{name|the university}}, {{ place }}.', { place: 'Ankara' })).toBe(
    'By the university, Ankara.',
  );
  expect(filled('By {{name|the university}}.', { name: ' Çınar ' })).toBe('By Çınar.');
});

test('what lacks a value is left out: an item, a paragraph, and a heading with nothing below it', () => {
  const source =
    '# T\n\n## Contact\n\n- {{email}}\n- {{phone}}\n\n### Post\n\n{{address}}\n\n## Court\n\n{{court}}\n\n## End\n\nBye.';
  expect(filled(source)).toBe('# T\n\n## End\n\nBye.');
  expect(filled(source, { phone: '1', address: 'A\nB' })).toBe(
    '# T\n\n## Contact\n\n- 1\n\n### Post\n\nA\nB\n\n## End\n\nBye.',
  );
});

test('a value in a list stays one item', () => {
  expect(filled('- {{address}}', { address: 'A\n\n- B' })).toBe('- A, - B');
});

test('the blanks of a text are known, and which of them it needs', () => {
  const source = '{{a}} {{ b|x }} {{a}} {{c|}}';
  expect(blanksOf(source)).toEqual(['a', 'b', 'c']);
  expect(neededBlanksOf(source)).toEqual(['a']);
});
