import { Member } from '../../../features/members/member.tsx';

export default function Page() {
  return <Member />;
}
