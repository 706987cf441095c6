import { Jobs } from '../../features/jobs/jobs.tsx';

export default function Page() {
  return <Jobs />;
}
