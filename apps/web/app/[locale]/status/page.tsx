import { SectionTranslations } from '../../../features/frame/section-translations.tsx';
import { StatusPage } from '../../../features/status/status-page.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.status.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['status']}>
      <StatusPage />
    </SectionTranslations>
  );
}
