import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeDraft } from './draft-merge.ts';

const known = { content: 'Yarın', version: 3 };

test.for([
  [
    'without a local change the saved draft replaces the local one',
    'Yarın',
    { content: 'Yarın gel', version: 4 },
    'Yarın gel',
  ],
  ['a draft that was sent elsewhere is cleared', 'Yarın', { content: '', version: 4 }, ''],
  [
    'a draft that was extended here stays when the earlier text was sent',
    'Yarın gel',
    { content: '', version: 4 },
    'Yarın gel',
  ],
  [
    'a local draft that extends the saved one replaces it',
    'Yarın gel',
    { content: 'Yarın ge', version: 4 },
    'Yarın gel',
  ],
  [
    'a saved draft that extends the local one replaces it',
    'Yarın gel',
    { content: 'Yarın gelsen?', version: 4 },
    'Yarın gelsen?',
  ],
  ['saving the known text again is no change', 'Öbür gün', { content: 'Yarın', version: 4 }, 'Öbür gün'],
  ['spaces at the ends are no difference', ' Yarın gel', { content: 'Yarın gel ', version: 4 }, ' Yarın gel'],
  [
    'two different drafts are joined',
    'Yarın gel',
    { content: 'Yarın git', version: 4 },
    'Yarın gel\n\nYarın git',
  ],
  ['a known version changes nothing', 'Yarın gel', { content: 'Yarın', version: 3 }, 'Yarın gel'],
  [
    'an older version that arrives late changes nothing',
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
    fc.property(text, text, text, (base, local, remote) => {
      fc.pre(local !== base && remote !== base);
      const both = mergeDraft(local, { content: base, version: 1 }, { content: remote, version: 2 });
      expect([both.includes(local), both.includes(remote)]).toEqual([true, true]);
      // The other device merges to the same texts.
      expect(mergeDraft(remote, { content: remote, version: 2 }, { content: both, version: 3 })).toBe(both);
    }),
  );
});
