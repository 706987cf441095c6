import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkTags, type PostPreview, withTags } from './link-tags.ts';

const ID = '01890000-0000-7000-8000-000000000000';
const publicUrl = 'https://kampus.example';
const tagsOf = (
  path: string,
  headers: Record<string, string> = {},
  preview: PostPreview | undefined = { authorName: 'Ayşe Yılmaz', firstWords: 'Kütüphane açık.' },
) => linkTags(path, headers, { campus: DEFAULT_CAMPUS, publicUrl, findPreview: async () => preview });

test('the landing page names its picture with the whole address, in the reader’s language', async () => {
  expect(await tagsOf('/')).toContain(
    '<meta property="og:image" content="https://kampus.example/link-tr.png"/>',
  );
  expect(await tagsOf('/', { 'accept-language': 'en-GB' })).toContain('/link-en.png');
});

test('a post shows its author and first words, and asks not to be indexed', async () => {
  const tags = await tagsOf(`/post/${ID}`);
  expect(tags).toContain('<meta property="og:title" content="Ayşe Yılmaz"/>');
  expect(tags).toContain('<meta property="og:description" content="Kütüphane açık."/>');
  expect(tags).toContain(`<meta property="og:url" content="https://kampus.example/post/${ID}"/>`);
  expect(tags).toContain('<meta name="robots" content="noindex"/>');
});

test('a post with a content warning shows only its author', async () => {
  const tags = await tagsOf(`/post/${ID}`, {}, { authorName: 'Ayşe', firstWords: null });
  expect(tags).toContain('og:title');
  expect(tags).not.toContain('og:description');
});

test('a post without a preview, and any other page, has no tags, and nobody asks for a preview of it', async () => {
  const none = { campus: DEFAULT_CAMPUS, publicUrl, findPreview: async () => undefined };
  expect(await linkTags(`/post/${ID}`, {}, none)).toBe('');
  const asked: string[] = [];
  const findPreview = async (id: string) => {
    asked.push(id);
    return undefined;
  };
  for (const path of ['/home', '/u/ayse', '/post/x', `/post/${ID}/likes`, `/post/${ID}/`, `/x/post/${ID}`])
    expect(await linkTags(path, {}, { campus: DEFAULT_CAMPUS, publicUrl, findPreview })).toBe('');
  for (const headers of [{ cookie: 'a=b; cl_session=1' }, { cookie: 'cl_session=1' }, { rsc: '1' }])
    expect(await linkTags(`/post/${ID}`, headers, { campus: DEFAULT_CAMPUS, publicUrl, findPreview })).toBe(
      '',
    );
  expect(asked).toEqual([]);
});

test('no name and no text leaves its attribute', async () => {
  const text = fc.string({ unit: fc.constantFrom('"', "'", '<', '>', '&', '/', '$', 'a', '`') });
  await fc.assert(
    fc.asyncProperty(text, text, async (authorName, firstWords) => {
      const tags = await tagsOf(`/post/${ID}`, {}, { authorName, firstWords });
      expect(
        tags.replaceAll(/<meta (?:property|name)="[a-z:_]+" content="[^"<>&']*(?:&#\d+;[^"<>&']*)*"\/>/g, ''),
      ).toBe('');
      const html = '<html><head><title>x</title></head><body>$&</body></html>';
      expect(withTags(html, tags)).toBe(html.replace('</head>', () => `${tags}</head>`));
    }),
  );
});
