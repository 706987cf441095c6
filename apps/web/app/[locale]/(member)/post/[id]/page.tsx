import { Thread } from '../../../../../features/feed/thread.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';
import { anyValueOf } from '../../../../../lib/route-params.ts';

export const generateStaticParams = anyValueOf('id');
export const generateMetadata = pageTitle((texts) => texts.shell.post);

export default function Page() {
  return <Thread />;
}
