import type { ReactNode } from 'react';
import { GuestFrame } from '../../../features/auth/guest-frame.tsx';
import { SectionTranslations } from '../../../features/frame/section-translations.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export default function GuestLayout({ children, params }: Props) {
  return (
    <SectionTranslations params={params} namespaces={['auth']}>
      <GuestFrame>{children}</GuestFrame>
    </SectionTranslations>
  );
}
