import { Reports } from '../../features/reports/reports.tsx';

export default function Page() {
  return <Reports />;
}
