import { Approvals } from '../../features/approvals/approvals.tsx';

export default function Page() {
  return <Approvals />;
}
