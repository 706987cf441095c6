import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureTypeOf } from './picture-type.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.for([
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['GIF89a', 'image/gif'],
  ['RIFFxxxxWEBPVP8 ', 'image/webp'],
  ['\0\0\0\x20ftypavif\0\0\0\0avifmif1', 'image/avif'],
  ['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'image/heic'],
  // A brand beyond the end of its box does not count.
  ['\0\0\0\x14ftypisom\0\0\0\0isomheic', undefined],
  ['\0\0\0\x14ftypqt  \0\0\0\0qt  ', undefined],
  ['RIFFxxxxWAVEfmt ', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
  ['%PDF-1.7\n', undefined],
  ['\x89PNG', undefined],
  ['', undefined],
] as const)('%j is %s', ([content, type]) => {
  expect(pictureTypeOf(bytes(content))).toBe(type);
});

test('text is no picture, and no content makes it fail', () => {
  fc.assert(
    fc.property(fc.string(), (text) => pictureTypeOf(new TextEncoder().encode(`a${text}`)) === undefined),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
      pictureTypeOf(content);
    }),
  );
});
