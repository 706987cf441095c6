import { Verify } from '../../../../features/auth/verify.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.auth.verifyLink);

export default function Page() {
  return <Verify />;
}
