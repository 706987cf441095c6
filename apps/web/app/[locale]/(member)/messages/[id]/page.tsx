import { Thread } from '../../../../../features/messages/thread.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';
import { anyValueOf } from '../../../../../lib/route-params.ts';

export const generateStaticParams = anyValueOf('id');
export const generateMetadata = pageTitle((texts) => texts.messaging.title);

export default function Page() {
  return <Thread />;
}
