import { OfflinePage } from '../../../features/frame/offline-page.tsx';
import { pageTitle } from '../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.shell.offlineTitle);

export default function Page() {
  return <OfflinePage />;
}
