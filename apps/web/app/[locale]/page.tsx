import { PlaceWords } from '../../features/frame/place-words.tsx';
import { Landing } from '../../features/landing/landing.tsx';

export default function Page({ params }: { params: Promise<{ locale: string }> }) {
  return (
    <PlaceWords params={params} of={['landing']}>
      <Landing />
    </PlaceWords>
  );
}
