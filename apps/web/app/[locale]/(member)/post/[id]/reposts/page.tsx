import { Reactions } from '../../../../../../features/feed/reactions.tsx';
import { titled } from '../../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.feed.reactions.reposts);

export default function Page() {
  return <Reactions kind="reposts" />;
}
