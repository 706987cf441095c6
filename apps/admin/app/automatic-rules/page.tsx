import { AutomaticRules } from '../../features/rules/automatic-rules.tsx';

export default function Page() {
  return <AutomaticRules />;
}
