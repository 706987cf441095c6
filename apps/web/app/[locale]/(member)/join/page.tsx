import { PlaceWords } from '../../../../features/frame/place-words.tsx';
import { Join } from '../../../../features/messages/join.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.messaging.join.title);

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <PlaceWords params={params} of={['messaging']}>
      <Join />
    </PlaceWords>
  );
}
