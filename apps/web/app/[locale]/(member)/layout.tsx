import type { ReactNode } from 'react';
import { Shell } from '../../../features/frame/shell.tsx';

export default function MemberLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
