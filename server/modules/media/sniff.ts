import { open } from 'node:fs/promises';
import { brandsOf, pictureTypeOf } from '@chitlaq/text/picture-type';
import type { Kind } from './types.ts';

export interface SniffedType {
  kind: Kind;
  mimeType: string;
  /** For documents: the extension of the stored file. */
  extension: string;
}

const HEAD_BYTES = 4_096;
const TAIL_BYTES = 64 * 1024;

/**
 * Detects the type of a file by its content only. Its name and the declared type are ignored.
 * @returns undefined for programs and unknown formats, which are refused
 */
export async function sniff(path: string): Promise<SniffedType | undefined> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
    await handle.read(head, 0, head.length, 0);
    const known = byHead(head);
    if (known) return known;
    if (startsWith(head, 'PK\x03\x04')) {
      const tail = Buffer.alloc(Math.min(TAIL_BYTES, size));
      await handle.read(tail, 0, tail.length, size - tail.length);
      return sniffArchive(head, tail);
    }
    return isText(head) ? document('text/plain', 'txt') : undefined;
  } finally {
    await handle.close();
  }
}

const startsWith = (head: Buffer, text: string, at = 0) =>
  head.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));
const document = (mimeType: string, extension: string): SniffedType => ({
  kind: 'file',
  mimeType,
  extension,
});
const recording = (kind: 'video' | 'audio', mimeType: string): SniffedType => ({
  kind,
  mimeType,
  extension: '',
});

function byHead(head: Buffer): SniffedType | undefined {
  const pictureType = pictureTypeOf(head);
  if (pictureType) return { kind: 'image', mimeType: pictureType, extension: '' };
  if (startsWith(head, 'RIFF') && startsWith(head, 'WAVE', 8)) return recording('audio', 'audio/wav');
  if (startsWith(head, 'RIFF') && startsWith(head, 'AVI ', 8)) return recording('video', 'video/x-msvideo');
  if (startsWith(head, 'ftyp', 4)) return byBrand(head);
  if (startsWith(head, '\x1a\x45\xdf\xa3')) return recording('video', 'video/webm');
  if (startsWith(head, 'OggS')) return recording('audio', 'audio/ogg');
  if (startsWith(head, 'fLaC')) return recording('audio', 'audio/flac');
  if (startsWith(head, 'ID3')) return recording('audio', 'audio/mpeg');
  if (head[0] === 0xff && [0xf1, 0xf9].includes(head[1] ?? 0)) return recording('audio', 'audio/aac');
  if (head[0] === 0xff && [0xfb, 0xf3, 0xf2].includes(head[1] ?? 0)) return recording('audio', 'audio/mpeg');
  if (startsWith(head, '%PDF-')) return document('application/pdf', 'pdf');
  // Word, Excel and PowerPoint up to 2003 share one container.
  if (startsWith(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return document('application/x-ole-storage', 'doc');
  return undefined;
}

function byBrand(head: Buffer): SniffedType {
  const [brand = ''] = brandsOf(head);
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return recording('audio', 'audio/mp4');
  return recording('video', brand === 'qt  ' ? 'video/quicktime' : 'video/mp4');
}

const OFFICE: [entry: string, mimeType: string, ending: string][] = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  [
    'ppt/presentation.xml',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'pptx',
  ],
];
const OPEN_DOCUMENT: Record<string, string> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};

/** Office documents are ZIP archives, recognised by an entry that each type must have. */
function sniffArchive(head: Buffer, tail: Buffer): SniffedType {
  // OpenDocument stores its type first, uncompressed: name at offset 30, content behind it.
  if (startsWith(head, 'mimetype', 30)) {
    const text = head.toString('latin1', 38, 130);
    for (const [mimeType, extension] of Object.entries(OPEN_DOCUMENT)) {
      if (text.startsWith(mimeType)) return document(mimeType, extension);
    }
  }
  const found = OFFICE.find(([entry]) => tail.includes(entry));
  return found ? document(found[1], found[2]) : document('application/zip', 'zip');
}

/** No control characters except white space, judged by the beginning; also in encodings older than UTF-8. */
const isText = (head: Buffer): boolean =>
  !head.some((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127);

/**
 * ffmpeg's name for the container of each type. Naming it keeps ffmpeg from trying others, such as playlists that open other
 * files.
 */
export const CONTAINER_OF: Record<string, string> = {
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/mp4': 'mov',
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/webm': 'matroska',
  'video/x-msvideo': 'avi',
};
