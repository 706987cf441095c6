import { PRODUCT_NAME } from '@chitlaq/text/campus';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { AdminApp } from '../features/frame/admin.tsx';
import { Providers } from '../features/frame/providers.tsx';
import './globals.css';

// The page server replaces it (server/hosts/pages/campus.ts); `npm run dev` shows the product.
const campusName = process.env.NODE_ENV === 'production' ? '~campus.short~' : PRODUCT_NAME;

export const metadata: Metadata = {
  title: `${campusName} · Yönetim`,
  robots: { index: false, follow: false },
};

/** The root layout. The language is chosen in the browser, because pages are prerendered once. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="tr" data-theme="system">
      <body>
        <Providers campusName={campusName}>
          <AdminApp>{children}</AdminApp>
        </Providers>
      </body>
    </html>
  );
}
