import type { ReactNode } from 'react';
import { GuestFrame } from '../../../features/auth/guest-frame.tsx';
import { PlaceWords } from '../../../features/frame/place-words.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export default function GuestLayout({ children, params }: Props) {
  return (
    <PlaceWords params={params} of={['auth']}>
      <GuestFrame>{children}</GuestFrame>
    </PlaceWords>
  );
}
