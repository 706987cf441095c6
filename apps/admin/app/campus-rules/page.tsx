import { CampusRules } from '../../features/rules/campus-rules.tsx';

export default function Page() {
  return <CampusRules />;
}
