import type { LegalDocument } from '@chitlaq/text';
import type { Metadata } from 'next';
import { SectionTranslations } from '../../../features/frame/section-translations.tsx';
import { LegalPage } from '../../../features/legal/legal-page.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

interface Props {
  params: Promise<{ locale: string }>;
}

/** The page of one of the campus's texts, prerendered without the text, which the operator may change. */
export const legalPage = (document: LegalDocument) =>
  function Page({ params }: Props) {
    return (
      <SectionTranslations params={params} namespaces={['legal']}>
        <LegalPage document={document} />
      </SectionTranslations>
    );
  };

/** Its title. Search engines may list it: it is for people who have no account. */
export const legalMetadata = (document: LegalDocument) => {
  const title = pageTitle((texts) => texts.shell.legal[document]);
  return async (props: Props): Promise<Metadata> => ({
    ...(await title(props)),
    robots: { index: true, follow: true },
  });
};
