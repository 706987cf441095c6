import { AnnouncementsPage } from '../../../../features/announcements/announcements-page.tsx';
import { SectionTranslations } from '../../../../features/frame/section-translations.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.announcements.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['announcements']}>
      <AnnouncementsPage />
    </SectionTranslations>
  );
}
