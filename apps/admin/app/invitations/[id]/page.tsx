import { InvitationBatch } from '../../../features/registrations/invitation-batch.tsx';

/** Prerendered once: the page server (server/hosts/pages) replaces the placeholder. */
export const generateStaticParams = () => [{ id: '~id~' }];

export default function Page() {
  return <InvitationBatch />;
}
