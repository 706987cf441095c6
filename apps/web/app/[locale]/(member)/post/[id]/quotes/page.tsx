import { Reactions } from '../../../../../../features/feed/reactions.tsx';
import { pageTitle } from '../../../../../../lib/page-title.ts';
import { anyValueOf } from '../../../../../../lib/route-params.ts';

export const generateStaticParams = anyValueOf('id');
export const generateMetadata = pageTitle((texts) => texts.feed.reactions.quotes);

export default function Page() {
  return <Reactions kind="quotes" />;
}
