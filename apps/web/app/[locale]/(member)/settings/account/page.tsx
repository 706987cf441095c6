import { Account } from '../../../../../features/settings/account.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.account.title);

export default function Page() {
  return <Account />;
}
