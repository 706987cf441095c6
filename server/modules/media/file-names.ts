/** UTF-8 bytes of a name: file systems hold 255, and an ending or a number may follow. */
const MAX_BYTES = 200;

/** What is not drawn, or turns what is drawn around. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Names that Windows keeps for devices, whatever ending follows. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/**
 * The name of a file as its owner called it, without what may mislead a reader or trouble a file system: the last part of a path, NFC, no
 * character that is not drawn, no dots or spaces around it, no device name, at most 200 bytes.
 *
 * @returns null where nothing is left
 */
export function cleanName(given: string | null | undefined): string | null {
  const last = (given ?? '').replaceAll(INVISIBLE, '').split(/[\\/]/).at(-1) ?? '';
  const name = shorten(
    last
      .replaceAll(/\s+/g, ' ')
      .normalize('NFC')
      .replaceAll(/^[. ]+|[. ]+$/g, ''),
  );
  if (name === '') return null;
  return RESERVED.test(name) ? `_${name}` : name;
}

/** A name of few enough bytes that keeps its ending. */
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
 * The name of a file as a form gives it: browsers write a quotation mark and line breaks as `%22`, `%0D`, `%0A`, and nothing else
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
 */
export const decodeFormFileName = (given: string | undefined): string | null =>
  cleanName(given?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n'));

/** Word, Excel and PowerPoint up to 2003 share one container: its content does not tell them apart here. */
const EXTENSIONS: Record<string, readonly string[]> = { doc: ['doc', 'xls', 'ppt'] };

/**
 * The name that a file is saved under. It ends in the ending of what the content was found to be: a system that goes by endings starts
 * nothing that was sent as a text.
 *
 * @param extension  of the stored file, as `txt`
 */
export function downloadName(given: string | null | undefined, extension: string): string {
  const name = cleanName(given) ?? 'file';
  const ownExtension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ownExtension !== undefined && (EXTENSIONS[extension] ?? [extension]).includes(ownExtension)
    ? name
    : `${name}.${extension}`;
}

/** The header that has a browser save a file under a name (RFC 6266): in plain ASCII for old readers, then whole. */
export function contentDisposition(name: string): string {
  // Normalised, a sign that looks like a slash is one, and wide letters may name a device.
  const asciiLikeness = cleanName(name.normalize('NFKD').replaceAll(/\p{M}/gu, '')) ?? 'file';
  const asciiName = asciiLikeness.replaceAll(/[^ -~]|["\\%/:*?<>|]/g, '_');
  // RFC 8187 takes fewer characters as they are than encodeURIComponent does.
  const encodedName = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${asciiName}"; filename*=UTF-8''${encodedName}`;
}
