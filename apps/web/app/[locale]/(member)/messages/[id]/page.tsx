import { Thread } from '../../../../../features/messages/thread.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.messaging.title);

export default function Page() {
  return <Thread />;
}
