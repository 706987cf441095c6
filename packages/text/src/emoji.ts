/** Selects the emoji presentation of a character that is also a text symbol, as in ❤️. */
const EMOJI_SELECTOR = '\ufe0f';

const IS_SIGN_FIRST = /^(?!\p{Emoji_Presentation})\p{Emoji}$/u;
const IS_SKIN_TONE = /^\p{Emoji_Modifier}$/u;

// Not a literal: the `v` flag is newer than the compiler's target. Created at the first use, because a
// browser without the flag could not even load this file.
const ONE_EMOJI = '^\\p{RGI_Emoji}$';
let oneEmoji: RegExp | undefined;

/**
 * The canonical spelling of an emoji in the RGI set of Unicode, or null if a text is not exactly one emoji.
 *
 * Programs write the selector U+FE0F where it is optional, and omit it where it is required: 👍️ and 👍, ☝️🏽
 * and ☝🏽, 🕵‍♀️ and 🕵️‍♀️, 1⃣ and 1️⃣ are one emoji each. By UTS #51 it follows each character with text
 * presentation by default, unless a skin tone follows.
 */
export function canonicalEmoji(text: string): string | null {
  if (text.startsWith(EMOJI_SELECTOR)) return null;
  const characters = [...text.replaceAll(EMOJI_SELECTOR, '')];
  const emoji = characters
    .map((character, index) =>
      IS_SIGN_FIRST.test(character) && !IS_SKIN_TONE.test(characters[index + 1] ?? '')
        ? character + EMOJI_SELECTOR
        : character,
    )
    .join('');
  oneEmoji ??= new RegExp(ONE_EMOJI, 'v');
  return oneEmoji.test(emoji) ? emoji : null;
}
