import { SectionTranslations } from '../../../../../features/frame/section-translations.tsx';
import { Account } from '../../../../../features/settings/account.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.account.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['messaging']}>
      <Account />
    </SectionTranslations>
  );
}
