import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DraftContent,
  emptyContent,
  fromDraftPost,
  isEmptyContent,
  placeholderMedia,
  toDraftPost,
  toNewPost,
} from './draft-content.ts';
import { POLL_MINUTES } from './poll-draft.ts';

const contents: fc.Arbitrary<DraftContent> = fc.record({
  content: fc.string(),
  visibility: fc.constantFrom('public', 'university', 'followers'),
  replyPolicy: fc.constantFrom('everyone', 'followers', 'following', 'mentioned', 'nobody'),
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
    fc.uuid().map((id) => ({ key: id, media: placeholderMedia(id) })),
    { maxLength: 4 },
  ),
});

test('a draft keeps its content when it is stored and loaded again', () => {
  fc.assert(
    fc.property(contents, fc.uuid(), (draftContent, replyToId) => {
      const draftPost = toDraftPost(draftContent, { replyToId });
      const restored = fromDraftPost(draftPost);
      const files = restored.files.map(({ key }) => ({ key, media: placeholderMedia(key) }));
      expect(toDraftPost({ ...restored, files }, { replyToId })).toEqual(draftPost);
    }),
  );
});

test('an unfinished poll is saved with its empty options and published without them', () => {
  const poll = { options: ['Evet', '', ' Hayır '], multiple: false, minutes: '1440' as const };
  const draftContent = { ...emptyContent(), poll };
  expect(toDraftPost(draftContent, {}).poll?.options).toEqual(poll.options);
  expect(toNewPost(draftContent, {}).poll?.options).toEqual(['Evet', 'Hayır']);
});

test('a file that is still uploading is not part of the post yet', () => {
  const { media, key } = { key: 'a', media: placeholderMedia('a') };
  const draftContent = { ...emptyContent(), files: [{ key: 'on its way' }, { key, media }] };
  expect(toNewPost(draftContent, {}).mediaIds).toEqual(['a']);
});

test('spaces, an empty poll and a blank warning count as empty; anything else does not', () => {
  const empty = {
    ...emptyContent(),
    content: ' \n',
    warning: ' ',
    poll: { options: ['', ' '], multiple: true, minutes: '60' as const },
  };
  expect(isEmptyContent(empty)).toBe(true);
  for (const part of [{ content: 'a' }, { warning: 'a' }, { files: [{ key: 'a' }] }]) {
    expect(isEmptyContent({ ...empty, ...part })).toBe(false);
  }
});
