/** What leaves nothing on the screen: names would look alike and differ. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const MAX = { characters: 40, bytes: 100 };

/**
 * A part of a file's name, made from what people wrote: letters, marks and digits of any script, hyphens between. It has no dot, no
 * slash, no space, nothing unseen; it may be a name that an operating system keeps for itself, so a number has to stand before it.
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

/** Where a conversation's pages and files lie, by its place in the list from 1: `001-ayse-yilmaz`. No two have one place. */
export const folderName = (position: number, title: string, fallback: string): string =>
  `${padded(position, 3)}-${slugify(title, fallback)}`;

/** Path of a page of a conversation, from 1. */
export const pagePath = (folder: string, page: number): string =>
  `conversations/${folder}${page === 1 ? '' : `-${page}`}.html`;

/**
 * Path of a file of a message: its message's number and its own make it unique.
 * @param ending  as the storage has it; what is not a plain one becomes `bin`
 */
export function filePath(
  folder: string,
  file: { seq: number; index: number; label: string; extension: string; fallback: string },
): string {
  const extension = /^[a-z0-9]{1,5}$/.test(file.extension) ? file.extension : 'bin';
  const label = file.label.replace(/\.[^.\s]{1,5}$/, '');
  return `files/${folder}/${padded(file.seq, 6)}-${file.index}-${slugify(label, file.fallback)}.${extension}`;
}
