import type { Metadata } from 'next';
import { messages } from '../messages/index.ts';
import { isLocale, type Locale } from './locale.ts';

type Words = (typeof messages)[Locale];

/** A page's `generateMetadata`: its name, in the reader's language, before the product's. */
export const titled =
  <Params extends { locale: string }>(title: (words: Words, params: Params) => string) =>
  async ({ params }: { params: Promise<Params> }): Promise<Metadata> => {
    const given = await params;
    return { title: title(messages[isLocale(given.locale) ? given.locale : 'tr'], given) };
  };
