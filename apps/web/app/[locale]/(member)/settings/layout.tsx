import type { ReactNode } from 'react';
import { SectionTranslations } from '../../../../features/frame/section-translations.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

/** Some settings use texts of the `auth` namespace, too. */
export default function SettingsLayout({ children, params }: Props) {
  return (
    <SectionTranslations
      params={params}
      namespaces={['auth', 'decisions', 'mutedWords', 'pictures', 'safety', 'settings']}
    >
      {children}
    </SectionTranslations>
  );
}
