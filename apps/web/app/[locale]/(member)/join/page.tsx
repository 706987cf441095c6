import { SectionTranslations } from '../../../../features/frame/section-translations.tsx';
import { Join } from '../../../../features/messages/join.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.messaging.join.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['messaging']}>
      <Join />
    </SectionTranslations>
  );
}
