import { SuspendedPage } from '../../../features/decisions/suspended-page.tsx';
import { SectionTranslations } from '../../../features/frame/section-translations.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.decisions.suspendedTitle);

/** Outside of the members' shell: nothing in it opens for the suspended. */
export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations
      params={params}
      namespaces={['auth', 'boardProblems', 'boards', 'decisions', 'messaging', 'settings']}
    >
      <SuspendedPage />
    </SectionTranslations>
  );
}
