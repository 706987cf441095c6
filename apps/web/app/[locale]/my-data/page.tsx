import { SectionTranslations } from '../../../features/frame/section-translations.tsx';
import { OwnData } from '../../../features/settings/own-data.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.shell.restore.ownData);

/** Outside of the members' shell, which shows those who leave nothing but the way back. */
export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['auth', 'messaging', 'settings']}>
      <OwnData />
    </SectionTranslations>
  );
}
