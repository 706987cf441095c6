import { MoreWords } from '../../../../features/frame/more-words.tsx';
import { Join } from '../../../../features/messages/join.tsx';
import { isLocale } from '../../../../lib/locale.ts';
import { titled } from '../../../../lib/page-title.ts';
import { compiled } from '../../../../messages/compiled.ts';
import { messages } from '../../../../messages/index.ts';

export const generateMetadata = titled((words) => words.messaging.join.title);

export default async function Page({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  const { messaging } = messages[isLocale(locale) ? locale : 'tr'];
  return (
    <MoreWords words={compiled({ messaging })}>
      <Join />
    </MoreWords>
  );
}
