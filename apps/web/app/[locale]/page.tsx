import { SectionTranslations } from '../../features/frame/section-translations.tsx';
import { Landing } from '../../features/landing/landing.tsx';

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <SectionTranslations params={params} namespaces={['landing']}>
      <Landing />
    </SectionTranslations>
  );
}
