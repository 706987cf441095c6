import { FollowRequests } from '../../../../features/profiles/follow-requests.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.shell.requests);

export default function Page() {
  return <FollowRequests />;
}
