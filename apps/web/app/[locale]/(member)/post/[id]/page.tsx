import { Thread } from '../../../../../features/feed/thread.tsx';

export default function Page() {
  return <Thread />;
}
