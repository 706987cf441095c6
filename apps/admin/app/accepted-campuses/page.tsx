import { AcceptedCampuses } from '../../features/imports/accepted-campuses.tsx';

export default function Page() {
  return <AcceptedCampuses />;
}
