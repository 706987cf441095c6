/** How many colours and animals the apps have words for: names of authors on boards are drawn from these lists. */
export const PSEUDONYM_COLOURS = 24;
export const PSEUDONYM_ANIMALS = 40;

/** The longest title of a thread and the longest post, in graphemes. */
export const BOARD_TITLE_MAX = 120;
export const BOARD_POST_MAX = 2_000;

/** Indexes into the lists of colours and animals. */
export interface DrawnName {
  colour: number;
  animal: number;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The name that an author's tag draws in its thread. Others may draw the same: then the server numbers them.
 * @param tag  base64url, 22 characters
 */
export function drawName(tag: string): DrawnName {
  const numberAt = (from: number): number => {
    let number = 0;
    for (const character of tag.slice(from, from + 5)) number = number * 64 + BASE64URL.indexOf(character);
    return number;
  };
  return { colour: numberAt(0) % PSEUDONYM_COLOURS, animal: numberAt(5) % PSEUDONYM_ANIMALS };
}
