import { DecisionsPage } from '../../../../../features/decisions/decisions-page.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.decisions.title);

export default function Page() {
  return <DecisionsPage />;
}
