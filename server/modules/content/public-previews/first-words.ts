import type { Entity } from '../schemas.ts';

/** Grapheme clusters. Messengers show about two lines. */
const MAX_CHARACTERS = 140;

const graphemes = new Intl.Segmenter('tr', { granularity: 'grapheme' });

/**
 * The first words of a post, on one line. The names of mentioned members are left out: only the author has allowed the
 * preview.
 */
export function firstWords(content: string, entities: readonly Entity[]): string {
  const line = withoutMentions(content, entities).replaceAll(/\s+/gu, ' ').trim();
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  if (characters.length <= MAX_CHARACTERS) return line;
  const cut = characters.slice(0, MAX_CHARACTERS);
  // At the end of a word, unless the last one is very long.
  const lastSpace = cut.lastIndexOf(' ');
  return `${cut.slice(0, lastSpace > MAX_CHARACTERS / 2 ? lastSpace : MAX_CHARACTERS).join('')}…`;
}

function withoutMentions(content: string, entities: readonly Entity[]): string {
  const codePoints = Array.from(content);
  let text = '';
  let end = 0;
  for (const mention of entities.filter(({ type }) => type === 'mention')) {
    text += `${codePoints.slice(end, mention.start).join('')}@…`;
    end = mention.end;
  }
  return text + codePoints.slice(end).join('');
}
