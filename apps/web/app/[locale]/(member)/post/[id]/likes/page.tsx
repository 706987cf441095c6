import { Reactions } from '../../../../../../features/feed/reactions.tsx';
import { pageTitle } from '../../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.feed.reactions.likes);

export default function Page() {
  return <Reactions kind="likes" />;
}
