import { Reactions } from '../../../../../../features/feed/reactions.tsx';
import { titled } from '../../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.feed.reactions.likes);

export default function Page() {
  return <Reactions kind="likes" />;
}
