import type { Metadata } from 'next';
import { messages } from '../messages/index.ts';
import { isLocale, type Locale } from './locale.ts';

type Texts = (typeof messages)[Locale];

/** Creates a page's `generateMetadata`: the title in the viewer's language, followed by the product name. */
export const pageTitle =
  <Params extends { locale: string }>(title: (texts: Texts, params: Params) => string) =>
  async ({ params }: { params: Promise<Params> }): Promise<Metadata> => {
    const resolvedParams = await params;
    return {
      title: title(messages[isLocale(resolvedParams.locale) ? resolvedParams.locale : 'tr'], resolvedParams),
    };
  };
