import { AcceptedCampuses } from '../../features/universities/accepted-campuses.tsx';

export default function Page() {
  return <AcceptedCampuses />;
}
