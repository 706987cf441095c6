import { SectionTranslations } from '../../../../../features/frame/section-translations.tsx';
import { MessagePreferences } from '../../../../../features/messages/preferences.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.messaging.prefs.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['messaging']}>
      <MessagePreferences />
    </SectionTranslations>
  );
}
