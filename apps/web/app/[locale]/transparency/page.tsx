import type { Metadata } from 'next';
import { SectionTranslations } from '../../../features/frame/section-translations.tsx';
import { TransparencyPage } from '../../../features/transparency/transparency-page.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

interface Props {
  params: Promise<{ locale: string }>;
}

const title = pageTitle((texts) => texts.transparency.title);
/** Search engines may list it: it is for people who have no account. */
export const generateMetadata = async (props: Props): Promise<Metadata> => ({
  ...(await title(props)),
  robots: { index: true, follow: true },
});

export default function Page({ params }: Props) {
  return (
    <SectionTranslations params={params} namespaces={['transparency']}>
      <TransparencyPage />
    </SectionTranslations>
  );
}
