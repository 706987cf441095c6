/** The texts that every campus publishes, in the order in which they are listed. Each is a page of this name. */
export const LEGAL_DOCUMENTS = [
  'privacy',
  'terms',
  'rules',
  'cookies',
  'help',
  'safety',
  'contact',
  'imprint',
  'accessibility',
] as const;
export type LegalDocument = (typeof LEGAL_DOCUMENTS)[number];

/** Those that members accept. The privacy notice informs; nobody consents by reading it. */
export const ACCEPTED_DOCUMENTS = ['terms', 'rules'] as const satisfies readonly LegalDocument[];
export type AcceptedDocument = (typeof ACCEPTED_DOCUMENTS)[number];

/** A piece of a line. `href` is https:, mailto:, tel: or a path of the campus. */
export interface LegalInline {
  text: string;
  isBold?: true;
  href?: string;
}
export type LegalLine = LegalInline[];
export type LegalBlock =
  | { kind: 'heading'; level: 2 | 3; content: LegalLine }
  | { kind: 'paragraph'; lines: LegalLine[] }
  | { kind: 'list'; isOrdered: boolean; items: LegalLine[] };
export interface LegalText {
  title: string;
  blocks: LegalBlock[];
}

const BLANK = /\{\{\s*([a-z_]+)\s*(?:\|([^{}]*))?\}\}/g;
const HEADING = /^(#{1,3}) +(.+)$/;
const ITEM = /^(?:-|\d{1,2}\.) +/;

const blocksOf = (source: string): string[][] =>
  source
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n+/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .filter((lines) => lines.length > 0);

const isList = (lines: readonly string[]): boolean => lines.every((line) => ITEM.test(line));
const levelOf = (lines: readonly string[]): number => HEADING.exec(lines[0] ?? '')?.[1]?.length ?? 0;

/** The names of the blanks in a text: of `{{name}}`, and of `{{name|words that stand there while it is empty}}`. */
export const blanksOf = (source: string): string[] => [
  ...new Set([...source.matchAll(BLANK)].map(([, name = '']) => name)),
];

/** The names of the blanks without which something is left out of the text. */
export const neededBlanksOf = (source: string): string[] => [
  ...new Set(
    [...source.matchAll(BLANK)].flatMap(([, name = '', words]) => (words === undefined ? [name] : [])),
  ),
];

/**
 * Fills in a text's blanks. Nobody reads a hole: a blank without a value shows its own words, and without those its paragraph or list item
 * is left out, as is a heading with nothing below it.
 */
export function fillBlanks(source: string, findValue: (name: string) => string | undefined): string {
  const fill = (line: string, separator: string): string | undefined => {
    let isComplete = true;
    const filled = line.replace(BLANK, (_, name: string, words: string | undefined) => {
      const value = (findValue(name) ?? '').trim() || words?.trim();
      if (!value) isComplete = false;
      return (value ?? '')
        .split('\n')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .join(separator);
    });
    return isComplete ? filled : undefined;
  };
  const filled = blocksOf(source).flatMap((lines) => {
    if (isList(lines)) {
      const items = lines.map((line) => fill(line, ', ')).filter((line) => line !== undefined);
      return items.length > 0 ? [items] : [];
    }
    const whole = lines.map((line) => fill(line, '\n'));
    return whole.some((line) => line === undefined) ? [] : [whole as string[]];
  });
  const kept: string[][] = [];
  // From the end: a heading stays if something other than a heading of its level or above follows.
  for (const lines of filled.toReversed()) {
    const level = levelOf(lines);
    const next = kept.at(-1);
    const isEmpty = level > 1 && (next === undefined || (levelOf(next) > 0 && levelOf(next) <= level));
    if (!isEmpty) kept.push(lines);
  }
  return kept
    .toReversed()
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const INLINE =
  /\*\*([^*\n]+)\*\*|\[([^\][\n]+)\]\(([^()\s]+)\)|(https:\/\/[^\s<>()]+[^\s<>().,;:!?])|([\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,})/gu;
const SAFE_HREF = /^(?:https:\/\/|mailto:|tel:|\/(?![/\\]))/;

function inlines(line: string): LegalLine {
  const content: LegalLine = [];
  let end = 0;
  const addText = (text: string) => {
    if (text !== '') content.push({ text });
  };
  for (const match of line.matchAll(INLINE)) {
    const [whole, bold, label, target, url, email] = match;
    addText(line.slice(end, match.index));
    end = match.index + whole.length;
    if (bold !== undefined) content.push({ text: bold, isBold: true });
    else if (label !== undefined && target !== undefined)
      content.push(SAFE_HREF.test(target) ? { text: label, href: target } : { text: whole });
    else if (url !== undefined) content.push({ text: url, href: url });
    else content.push({ text: email ?? whole, href: `mailto:${email}` });
  }
  addText(line.slice(end));
  return content;
}

/**
 * Reads a text in the small part of Markdown that these texts need: `#` for the title, `##` and `###`, lists of `-` and `1.`,
 * `**bold**`, `[words](address)`. Bare web and email addresses become links. Everything else is text: there is no HTML.
 */
export function parseLegalText(source: string): LegalText {
  let title = '';
  const blocks: LegalBlock[] = [];
  for (const lines of blocksOf(source)) {
    const [, marks, words] = HEADING.exec(lines[0] ?? '') ?? [];
    let rest = lines;
    if (marks !== undefined && words !== undefined) {
      if (marks.length === 1) title = title === '' ? words : title;
      else blocks.push({ kind: 'heading', level: marks.length === 2 ? 2 : 3, content: inlines(words) });
      rest = lines.slice(1);
    }
    if (rest.length === 0) continue;
    if (isList(rest))
      blocks.push({
        kind: 'list',
        isOrdered: /^\d/.test(rest[0] ?? ''),
        items: rest.map((line) => inlines(line.replace(ITEM, ''))),
      });
    else blocks.push({ kind: 'paragraph', lines: rest.map(inlines) });
  }
  return { title, blocks };
}
