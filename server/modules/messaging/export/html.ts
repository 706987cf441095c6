/** Trusted HTML, created by `html` only, which escapes everything else. */
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

type Value = string | number | Markup | readonly Markup[] | null | false;

/** HTML with interpolated values. Text is escaped for element content and for quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(
    strings.reduce((result, piece, index) => result + toHtml(values[index - 1] ?? null) + piece),
  );
}

function toHtml(value: Value): string {
  if (value === null || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
}

/** A relative URL within the archive, with each segment percent-encoded. */
export const href = (path: string, prefix = ''): string =>
  prefix + path.split('/').map(encodeURIComponent).join('/');
