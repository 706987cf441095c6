import type { ReactNode } from 'react';
import { PlaceWords } from '../../../../features/frame/place-words.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

/** Parts of the settings speak of signing in, too. */
export default function SettingsLayout({ children, params }: Props) {
  return (
    <PlaceWords params={params} of={['auth', 'mutedWords', 'settings']}>
      {children}
    </PlaceWords>
  );
}
