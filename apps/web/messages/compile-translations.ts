import compile from 'icu-minify/compile';
import { withCampus } from '../lib/campus-placeholders.ts';

/** Translations as written in the message files. */
export interface TranslationTree {
  [key: string]: string | TranslationTree;
}
/** Plain texts stay strings; those with placeholders are compiled. */
type CompiledText = ReturnType<typeof compile>;
export interface CompiledTranslations {
  [key: string]: CompiledText | CompiledTranslations;
}

/**
 * Precompiles ICU messages at build time, so that browsers do not load the ICU parser. Browsers format them with
 * `use-intl/format-message/format-only`, which next.config.ts sets as an alias.
 */
export const compileTranslations = (translations: TranslationTree): CompiledTranslations =>
  Object.fromEntries(
    Object.entries(translations).map(([key, value]) => [
      key,
      typeof value === 'string' ? toPlainObject(compile(withCampus(value))) : compileTranslations(value),
    ]),
  );

/** Converts to objects with a prototype: React cannot pass others from the server to the browser. */
const toPlainObject = (sentence: CompiledText): CompiledText => JSON.parse(JSON.stringify(sentence));
