import { BulkAct } from '../../../features/reports/bulk-act.tsx';

/** Prerendered once: the page server (server/hosts/pages) replaces the placeholder. */
export const generateStaticParams = () => [{ id: '~id~' }];

export default function Page() {
  return <BulkAct />;
}
