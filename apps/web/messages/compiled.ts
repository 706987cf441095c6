import compile from 'icu-minify/compile';

/** Sentences as they are written, in groups. */
export interface Written {
  [key: string]: string | Written;
}
/** Plain sentences as they are; those with something to fill in, taken apart. */
type Compiled = ReturnType<typeof compile>;
export interface CompiledWords {
  [key: string]: Compiled | CompiledWords;
}

/**
 * Takes sentences apart while pages are built, so that no browser loads what reads the notation of messages. What fills
 * them in is `use-intl/format-message/format-only`, which `next.config.ts` puts in the place of the usual one.
 */
export const compiled = (written: Written): CompiledWords =>
  Object.fromEntries(
    Object.entries(written).map(([key, value]) => [
      key,
      typeof value === 'string' ? plain(compile(value)) : compiled(value),
    ]),
  );

/** The same in objects with a prototype: a page takes no others along to the browser. */
const plain = (sentence: Compiled): Compiled => JSON.parse(JSON.stringify(sentence));
