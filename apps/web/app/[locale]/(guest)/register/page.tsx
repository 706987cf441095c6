import { Register } from '../../../../features/auth/register.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.auth.register);

export default function Page() {
  return <Register />;
}
