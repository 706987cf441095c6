import { parseEntities } from '@chitlaq/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareText } from './share-text.ts';

const LINK = 'https://chitlaq.example/post/01890000-0000-7000-8000-000000000000';

test('a message that shares is the link, or words and the link', () => {
  expect(shareText('  ', LINK)).toBe(LINK);
  expect(shareText(' Bunu gör! ', LINK)).toBe(`Bunu gör!\n${LINK}`);
});

test('whatever the words are, the link stays one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (words) => {
      const links = parseEntities(shareText(words, LINK)).filter(({ type }) => type === 'link');
      expect(links.at(-1)).toMatchObject({ url: LINK });
    }),
  );
});
