import { Thread } from '../../../../../features/feed/thread.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.shell.post);

export default function Page() {
  return <Thread />;
}
