import { ReportsPage } from '../../../../../features/decisions/reports-page.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.decisions.reports.title);

export default function Page() {
  return <ReportsPage />;
}
