import { PlaceWords } from '../../../../../features/frame/place-words.tsx';
import { MessagePreferences } from '../../../../../features/messages/preferences.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.messaging.prefs.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <PlaceWords params={params} of={['messaging']}>
      <MessagePreferences />
    </PlaceWords>
  );
}
