import { withoutMarkStacks } from '@chitlaq/text';

/** UTF-8 bytes of a name. File systems allow 255, and an extension or a number may follow. */
const MAX_BYTES = 200;

/** Invisible characters, and those that reverse the text direction. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Names that Windows reserves for devices, whatever extension follows. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/**
 * A safe version of the file name that the owner gave: the last part of a path, NFC, no invisible characters, no stacks of marks, no dots or spaces
 * around it, no device name, at most 200 bytes.
 *
 * @returns null if nothing is left
 */
export function cleanName(given: string | null | undefined): string | null {
  const last = (given ?? '').replaceAll(INVISIBLE, '').split(/[\\/]/).at(-1) ?? '';
  const name = shorten(
    withoutMarkStacks(last.replaceAll(/\s+/g, ' ').normalize('NFC')).replaceAll(/^[. ]+|[. ]+$/g, ''),
  );
  if (name === '') return null;
  return RESERVED.test(name) ? `_${name}` : name;
}

/** Shortens a name to the allowed bytes and keeps its extension. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const extension = /\.[^. ]{1,10}$/.exec(name)?.[0] ?? '';
  let stem = '';
  let bytes = Buffer.byteLength(extension);
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    stem += character;
  }
  return `${stem.replace(/[. ]+$/, '')}${extension}`;
}

/**
 * Decodes a file name from a form: browsers write quotation marks and line breaks as `%22`, `%0D`, `%0A`, and encode nothing else
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
 */
export const decodeFormFileName = (given: string | undefined): string | null =>
  cleanName(given?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n'));

/** Word, Excel and PowerPoint up to 2003 share one container: we cannot distinguish them by content. */
const EXTENSIONS: Record<string, readonly string[]> = { doc: ['doc', 'xls', 'ppt'] };

/**
 * The file name of a download. It always ends in the extension of the detected type, so that a system that goes by extensions
 * does not run what was sent as text.
 *
 * @param extension  of the stored file, such as `txt`
 */
export function downloadName(given: string | null | undefined, extension: string): string {
  const name = cleanName(given) ?? 'file';
  const ownExtension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ownExtension !== undefined && (EXTENSIONS[extension] ?? [extension]).includes(ownExtension)
    ? name
    : `${name}.${extension}`;
}

/** The header that makes a browser save a file under a name (RFC 6266): in plain ASCII for old clients, then in full. */
export function contentDisposition(name: string): string {
  // Normalisation may turn a look-alike into a slash, and wide letters into a device name.
  const asciiLikeness = cleanName(name.normalize('NFKD').replaceAll(/\p{M}/gu, '')) ?? 'file';
  const asciiName = asciiLikeness.replaceAll(/[^ -~]|["\\%/:*?<>|]/g, '_');
  // RFC 8187 leaves fewer characters unencoded than encodeURIComponent does.
  const encodedName = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${asciiName}"; filename*=UTF-8''${encodedName}`;
}
