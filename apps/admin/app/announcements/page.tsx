import { Announcements } from '../../features/announcements/announcements.tsx';

export default function Page() {
  return <Announcements />;
}
