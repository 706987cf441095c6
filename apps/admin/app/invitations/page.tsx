import { InvitationBatches } from '../../features/registrations/invitation-batches.tsx';

export default function Page() {
  return <InvitationBatches />;
}
