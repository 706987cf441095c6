import { Reset } from '../../../../features/auth/reset.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.auth.resetTitle);

export default function Page() {
  return <Reset />;
}
