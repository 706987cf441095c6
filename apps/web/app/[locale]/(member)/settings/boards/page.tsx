import { BoardSettings } from '../../../../../features/boards/device-settings.tsx';
import { SectionTranslations } from '../../../../../features/frame/section-translations.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.boards.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['boards', 'boardProblems']}>
      <BoardSettings />
    </SectionTranslations>
  );
}
