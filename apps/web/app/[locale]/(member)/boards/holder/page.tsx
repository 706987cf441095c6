import { HolderPage } from '../../../../../features/boards/holder-page.tsx';
import { SectionTranslations } from '../../../../../features/frame/section-translations.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.boardHolder.title);

/** The dialog that asks for a fresh confirmation uses texts of the settings. */
export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['auth', 'boardHolder', 'settings']}>
      <HolderPage />
    </SectionTranslations>
  );
}
