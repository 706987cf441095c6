import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeDraft } from './draft-merge.ts';

const known = { content: 'Yarın', version: 3 };

test.for([
  ['what nobody touched here is taken over', 'Yarın', { content: 'Yarın gel', version: 4 }, 'Yarın gel'],
  ['what was sent elsewhere goes', 'Yarın', { content: '', version: 4 }, ''],
  ['what was typed on stays when the older was sent', 'Yarın gel', { content: '', version: 4 }, 'Yarın gel'],
  [
    'what goes on from the other stands for both',
    'Yarın gel',
    { content: 'Yarın ge', version: 4 },
    'Yarın gel',
  ],
  [
    'what the other goes on from stands for both',
    'Yarın gel',
    { content: 'Yarın gelsen?', version: 4 },
    'Yarın gelsen?',
  ],
  [
    'what the other kept again is no change of theirs',
    'Öbür gün',
    { content: 'Yarın', version: 4 },
    'Öbür gün',
  ],
  ['blanks at the ends are no difference', ' Yarın gel', { content: 'Yarın gel ', version: 4 }, ' Yarın gel'],
  ['two that differ both stay', 'Yarın gel', { content: 'Yarın git', version: 4 }, 'Yarın gel\n\nYarın git'],
  ['what is known already changes nothing', 'Yarın gel', { content: 'Yarın', version: 3 }, 'Yarın gel'],
  [
    'an older one that comes late changes nothing',
    'Yarın gel',
    { content: 'Öğlen', version: 2 },
    'Yarın gel',
  ],
] as const)('%s', ([, typed, saved, text]) => {
  expect(mergeDraft(typed, known, saved)).toBe(text);
});

test('after any edits on two devices, the merge contains both texts', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((raw) => raw.trim());
  fc.assert(
    fc.property(text, text, text, (before, here, there) => {
      fc.pre(here !== before && there !== before);
      const both = mergeDraft(here, { content: before, version: 1 }, { content: there, version: 2 });
      expect([both.includes(here), both.includes(there)]).toEqual([true, true]);
      // The other device merges to the same texts.
      expect(mergeDraft(there, { content: there, version: 2 }, { content: both, version: 3 })).toBe(both);
    }),
  );
});
