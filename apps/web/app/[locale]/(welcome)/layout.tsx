import type { ReactNode } from 'react';
import { SectionTranslations } from '../../../features/frame/section-translations.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

/** Outside of the members' shell: its places would be in the way. The forms use texts of the `auth` namespace, too. */
export default function WelcomeLayout({ children, params }: Props) {
  return (
    <SectionTranslations params={params} namespaces={['auth', 'pictures', 'welcome']}>
      {children}
    </SectionTranslations>
  );
}
