import { Reset } from '../../../../features/auth/reset.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.resetTitle);

export default function Page() {
  return <Reset />;
}
