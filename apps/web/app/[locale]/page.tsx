import type { Metadata } from 'next';
import { SectionTranslations } from '../../features/frame/section-translations.tsx';
import { Landing } from '../../features/landing/landing.tsx';
import { CAMPUS, withCampus } from '../../lib/campus-placeholders.ts';
import { isLocale } from '../../lib/locale.ts';
import { messages } from '../../messages/index.ts';

interface Props {
  params: Promise<{ locale: string }>;
}

/** What other apps show for a link. The gateway adds the picture, because it knows the site's address. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const { title, lead: text } = messages[isLocale(locale) ? locale : 'tr'].landing;
  const lead = withCampus(text);
  const [own, other] = locale === 'en' ? ['en_GB', 'tr_TR'] : ['tr_TR', 'en_GB'];
  return {
    description: lead,
    openGraph: {
      type: 'website',
      siteName: CAMPUS.name,
      title,
      description: lead,
      locale: own,
      alternateLocale: other,
    },
    twitter: { card: 'summary_large_image' },
  };
}

export default function Page({ params }: Props) {
  return (
    <SectionTranslations params={params} namespaces={['landing']}>
      <Landing />
    </SectionTranslations>
  );
}
