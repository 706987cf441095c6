import { WaitingPage } from '../../../features/auth/waiting-page.tsx';
import { SectionTranslations } from '../../../features/frame/section-translations.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.waiting.title);

/** Outside of the members' shell: nothing in it opens for those who wait. */
export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['auth', 'messaging', 'settings']}>
      <WaitingPage />
    </SectionTranslations>
  );
}
