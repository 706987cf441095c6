import type { ReactNode } from 'react';
import { GuestFrame } from '../../../features/auth/guest-frame.tsx';

export default function GuestLayout({ children }: { children: ReactNode }) {
  return <GuestFrame>{children}</GuestFrame>;
}
