import type { Metadata, Viewport } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Providers } from '../../features/frame/providers.tsx';
import { CAMPUS } from '../../lib/campus-placeholders.ts';
import { isLocale, locales } from '../../lib/locale.ts';
import { compileTranslations } from '../../messages/compile-translations.ts';
import { messages, sharedTranslations } from '../../messages/index.ts';
import '../globals.css';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export const dynamicParams = true;
export const generateStaticParams = () => locales.map((locale) => ({ locale }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const texts = messages[isLocale(locale) ? locale : 'tr'].shell;
  return {
    title: { default: CAMPUS.shortName, template: `%s · ${CAMPUS.shortName}` },
    description: texts.description,
    manifest: locale === 'en' ? '/manifest.en.webmanifest' : '/manifest.webmanifest',
    icons: { icon: CAMPUS.icon, apple: CAMPUS.touchIcon },
    appleWebApp: { title: CAMPUS.shortName, statusBarStyle: 'default' },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // The on-screen keyboard shrinks the page, so that the text field stays above it.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#120d09' },
  ],
};

// Runs before the first paint, so that neither the wrong theme nor the wrong text size shows. The keys are those of
// features/settings/appearance.ts.
const headScript = `try{const d=document.documentElement.dataset,s=localStorage;d.theme=s.getItem('cl_theme')||'system';for(const[k,n]of[['cl_text_size','textSize'],['cl_motion','motion']]){const v=s.getItem(k);if(v)d[n]=v}}catch{}`;

export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return (
    <html lang={locale} data-theme="system" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own, see above */}
        <script data-keep dangerouslySetInnerHTML={{ __html: headScript }} />
      </head>
      <body>
        <Providers locale={locale} campus={CAMPUS} texts={compileTranslations(sharedTranslations(locale))}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
