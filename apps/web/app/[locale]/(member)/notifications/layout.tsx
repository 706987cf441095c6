import type { ReactNode } from 'react';
import { NotificationVisitProvider } from '../../../../features/notifications/visit.tsx';

export default function Layout({ children }: { children: ReactNode }) {
  return <NotificationVisitProvider>{children}</NotificationVisitProvider>;
}
