import { BulkActs } from '../../features/reports/bulk-acts.tsx';

export default function Page() {
  return <BulkActs />;
}
