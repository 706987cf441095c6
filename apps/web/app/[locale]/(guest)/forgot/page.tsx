import { Forgot } from '../../../../features/auth/forgot.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.auth.forgotTitle);

export default function Page() {
  return <Forgot />;
}
