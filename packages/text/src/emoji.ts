/** Asks for the coloured picture of a character that is a sign as well, as in ❤️. */
const EMOJI_SELECTOR = '\ufe0f';

const IS_SIGN_FIRST = /^(?!\p{Emoji_Presentation})\p{Emoji}$/u;
const IS_SKIN_TONE = /^\p{Emoji_Modifier}$/u;

// Not a literal: its flag is newer than the language level that the compiler is set to. Made at the first use, because
// a browser without it would not even load this file.
const ONE_EMOJI = '^\\p{RGI_Emoji}$';
let oneEmoji: RegExp | undefined;

/**
 * The one spelling of an emoji that Unicode recommends (RGI), or null where a text is not one emoji.
 *
 * Programs write the selector U+FE0F in places where it may be left out, and leave it out where it belongs: 👍️ and 👍,
 * ☝️🏽 and ☝🏽, 🕵‍♀️ and 🕵️‍♀️, 1⃣ and 1️⃣ are one emoji each. By UTS #51 it belongs behind each character
 * that is a sign by default, unless a skin tone follows.
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
