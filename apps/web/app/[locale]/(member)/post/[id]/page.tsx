import { Thread } from '../../../../../features/feed/thread.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.frame.post);

export default function Page() {
  return <Thread />;
}
