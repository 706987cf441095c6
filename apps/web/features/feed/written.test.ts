import fc from 'fast-check';
import { expect, test } from 'vitest';
import { POLL_MINUTES } from './poll-draft.ts';
import {
  blank,
  fromDraftPost,
  isBlank,
  placeholder,
  toDraftPost,
  toNewPost,
  type Written,
} from './written.ts';

const texts: fc.Arbitrary<Written> = fc.record({
  content: fc.string(),
  visibility: fc.constantFrom('public', 'university', 'followers'),
  replyPolicy: fc.constantFrom('everyone', 'followers', 'mentioned', 'nobody'),
  warning: fc.option(fc.string(), { nil: undefined }),
  poll: fc.option(
    fc.record({
      options: fc.array(fc.string(), { minLength: 2, maxLength: 8 }),
      multiple: fc.boolean(),
      minutes: fc.constantFrom(...POLL_MINUTES),
    }),
    { nil: undefined },
  ),
  files: fc.array(
    fc.uuid().map((id) => ({ key: id, media: placeholder(id) })),
    { maxLength: 4 },
  ),
});

test('what is kept as a draft and gone on with says the same again', () => {
  fc.assert(
    fc.property(texts, fc.uuid(), (written, replyToId) => {
      const kept = toDraftPost(written, { replyToId });
      const again = fromDraftPost(kept);
      const files = again.files.map(({ key }) => ({ key, media: placeholder(key) }));
      expect(toDraftPost({ ...again, files }, { replyToId })).toEqual(kept);
    }),
  );
});

test('an unfinished poll is kept with its empty options, and published without them', () => {
  const poll = { options: ['Evet', '', ' Hayır '], multiple: false, minutes: '1440' as const };
  const written = { ...blank(), poll };
  expect(toDraftPost(written, {}).poll?.options).toEqual(poll.options);
  expect(toNewPost(written, {}).poll?.options).toEqual(['Evet', 'Hayır']);
});

test('a file that is still on its way is not named yet', () => {
  const { media, key } = { key: 'a', media: placeholder('a') };
  const written = { ...blank(), files: [{ key: 'on its way' }, { key, media }] };
  expect(toNewPost(written, {}).mediaIds).toEqual(['a']);
});

test('spaces, an empty poll and a blank warning are nothing that would be missed; anything else is', () => {
  const empty = {
    ...blank(),
    content: ' \n',
    warning: ' ',
    poll: { options: ['', ' '], multiple: true, minutes: '60' as const },
  };
  expect(isBlank(empty)).toBe(true);
  for (const part of [{ content: 'a' }, { warning: 'a' }, { files: [{ key: 'a' }] }]) {
    expect(isBlank({ ...empty, ...part })).toBe(false);
  }
});
