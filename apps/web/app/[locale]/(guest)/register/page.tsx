import { Register } from '../../../../features/auth/register.tsx';
import { titled } from '../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.auth.register);

export default function Page() {
  return <Register />;
}
