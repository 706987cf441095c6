import compile from 'icu-minify/compile';

/** Sentences as they are written, in groups. */
export interface TranslationTree {
  [key: string]: string | TranslationTree;
}
/** Plain sentences as they are; those with something to fill in, taken apart. */
type CompiledText = ReturnType<typeof compile>;
export interface CompiledTranslations {
  [key: string]: CompiledText | CompiledTranslations;
}

/**
 * Takes sentences apart while pages are built, so that no browser loads what reads the notation of messages. What fills
 * them in is `use-intl/format-message/format-only`, which `next.config.ts` puts in the place of the usual one.
 */
export const compileTranslations = (translations: TranslationTree): CompiledTranslations =>
  Object.fromEntries(
    Object.entries(translations).map(([key, value]) => [
      key,
      typeof value === 'string' ? toPlainObject(compile(value)) : compileTranslations(value),
    ]),
  );

/** The same in objects with a prototype: a page takes no others along to the browser. */
const toPlainObject = (sentence: CompiledText): CompiledText => JSON.parse(JSON.stringify(sentence));
