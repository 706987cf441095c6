import { type ReactNode, Suspense } from 'react';
import { PlaceWords } from '../../../../features/frame/place-words.tsx';
import { MessagesFrame } from '../../../../features/messages/messages-frame.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export default function MessagesLayout({ children, params }: Props) {
  return (
    <PlaceWords params={params} of={['messaging']}>
      <Suspense>
        <MessagesFrame>{children}</MessagesFrame>
      </Suspense>
    </PlaceWords>
  );
}
