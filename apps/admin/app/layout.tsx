import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { AdminApp } from '../features/frame/admin.tsx';
import { Providers } from '../features/frame/providers.tsx';
import './globals.css';

export const metadata: Metadata = { title: 'ChitLaq · Yönetim', robots: { index: false, follow: false } };

/** The root layout. The language is chosen in the browser, because pages are prerendered once. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="tr" data-theme="system">
      <body>
        <Providers>
          <AdminApp>{children}</AdminApp>
        </Providers>
      </body>
    </html>
  );
}
