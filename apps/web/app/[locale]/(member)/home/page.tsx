import { Home } from '../../../../features/feed/home.tsx';
import { WelcomeNotice } from '../../../../features/welcome/welcome-notice.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.shell.home);

export default function Page() {
  return <Home notice={<WelcomeNotice />} />;
}
