import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sniff } from './sniff.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chitlaq-sniff-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sniffed = async (content: string | Uint8Array) => {
  const path = join(folder, 'file');
  writeFileSync(path, typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  return sniff(path);
};

const zipOf = (first: string, content: string, entries: string) =>
  `PK\x03\x04${'\0'.repeat(26)}${first}${content}${'x'.repeat(5_000)}PK\x01\x02${entries}PK\x05\x06`;

test.for([
  ['%PDF-1.7\n', 'application/pdf', 'pdf'],
  [zipOf('a.txt', 'x', 'a.txt'), 'application/zip', 'zip'],
  [
    zipOf('[Content_Types].xml', '', 'word/document.xml'),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'docx',
  ],
  [
    zipOf('mimetype', 'application/vnd.oasis.opendocument.text', 'content.xml'),
    'application/vnd.oasis.opendocument.text',
    'odt',
  ],
  // As Windows encoded Turkish before UTF-8.
  ['\xdeehir, s\xfdnav\r\n\t', 'text/plain', 'txt'],
  ['plain words\n', 'text/plain', 'txt'],
] as const)('a document is recognised by its content (%#)', async ([content, mimeType, extension]) => {
  const found = await sniffed(content);
  expect(found && { kind: found.kind, mimeType: found.mimeType, extension: found.extension }).toEqual(
    mimeType && { kind: 'file', mimeType, extension },
  );
});

test('text in any language is text', async () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = Buffer.from(`${'a'.repeat(shift)}${'ğ😀'.repeat(2_000)}`);
    expect(await sniffed(text)).toMatchObject({ mimeType: 'text/plain' });
  }
});

test.for([
  ['\0\0\0\x20ftypavif\0\0\0\0avifmif1', 'image/avif'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'image/heic'],
  ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'video/quicktime'],
  ['\0\0\0\x14ftypM4A \0\0\0\0M4A ', 'audio/mp4'],
  ['\x1a\x45\xdf\xa3abc', 'video/webm'],
  ['OggS\0', 'audio/ogg'],
  ['RIFFxxxxWAVEfmt ', 'audio/wav'],
  ['RIFFxxxxWEBPVP8 ', 'image/webp'],
] as const)('%j is %s', async ([content, mimeType]) => {
  expect(await sniffed(content)).toMatchObject({ mimeType });
});

test('a playlist, through which ffmpeg would read other files, is only text', async () => {
  expect(await sniffed('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')).toMatchObject({
    kind: 'file',
    mimeType: 'text/plain',
  });
});

test('no content makes it fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
      const found = await sniffed(content);
      return found === undefined || ['image', 'video', 'audio', 'file'].includes(found.kind);
    }),
    { numRuns: 200 },
  );
});
