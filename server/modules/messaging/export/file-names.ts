/** Invisible characters: names would look alike and differ. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const MAX = { characters: 40, bytes: 100 };

/**
 * A file name segment from user text: letters, marks and digits of any script, joined by hyphens. It has no
 * dot, slash, space or invisible character. It may be a reserved name of an operating system, so callers put
 * a number in front.
 */
export function slugify(text: string, fallback: string): string {
  const words = text
    .replaceAll(INVISIBLE, '')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+/u, '');
  let name = '';
  let characters = 0;
  for (const character of words) {
    characters++;
    if (characters > MAX.characters || Buffer.byteLength(name + character) > MAX.bytes) break;
    name += character;
  }
  return name.replace(/-+$/, '') || fallback;
}

const padded = (number: number, digits: number) => String(number).padStart(digits, '0');

/**
 * Folder of a conversation's pages and files, unique by its position in the list from 1: `001-ayse-yilmaz`.
 */
export const folderName = (position: number, title: string, fallback: string): string =>
  `${padded(position, 3)}-${slugify(title, fallback)}`;

/** Path of a page of a conversation; pages count from 1. */
export const pagePath = (folder: string, page: number): string =>
  `conversations/${folder}${page === 1 ? '' : `-${page}`}.html`;

/**
 * Path of a file of a message. The message's number and the file's own make it unique.
 * @param ending  extension in storage; an unusual one becomes `bin`
 */
export function filePath(
  folder: string,
  file: { seq: number; index: number; label: string; extension: string; fallback: string },
): string {
  const extension = /^[a-z0-9]{1,5}$/.test(file.extension) ? file.extension : 'bin';
  const label = file.label.replace(/\.[^.\s]{1,5}$/, '');
  return `files/${folder}/${padded(file.seq, 6)}-${file.index}-${slugify(label, file.fallback)}.${extension}`;
}
