/** Markup that may stand in a page: made by `html` alone, which escapes everything else. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Part = string | number | Markup | readonly Markup[] | null | false;

/** Markup with values in it. A text is escaped, so that it is text wherever it stands, between tags and between quotes. */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(pieces.reduce((made, piece, index) => made + written(parts[index - 1] ?? null) + piece));
}

function written(part: Part): string {
  if (part === null || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replaceAll(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
}

/** An address within the archive, from the folder of the page on: each part percent-encoded. */
export const href = (path: string, up = ''): string => up + path.split('/').map(encodeURIComponent).join('/');
