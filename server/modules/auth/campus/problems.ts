import type { CampusFeature } from '@chitlaq/text/campus';
import { Problem } from '../../../platform/problem.ts';

const FEATURES: Record<CampusFeature, string> = {
  registration: 'new registrations',
  public_previews: 'previews of posts for people without an account',
  groups: 'new groups',
  polls: 'new polls',
  disappearing_messages: 'disappearing messages',
  trends: 'trending hashtags',
  link_previews: 'previews of links',
  videos: 'uploading videos',
  boards: 'boards',
};

export const featureOff = (feature: CampusFeature) =>
  new Problem(403, 'feature_off', `This campus has switched off ${FEATURES[feature]}.`, {
    errors: [{ path: 'feature', message: feature }],
  });

export const campusSettingsChanged = () =>
  new Problem(
    409,
    'campus_settings_changed',
    'Someone else has changed the settings of the campus. Read them again.',
  );

export const nothingToUndo = () =>
  new Problem(409, 'nothing_to_undo', 'The settings of the campus have not been changed yet.');

export const unknownLogo = () => {
  const message = 'There is no such logo. Upload it again.';
  return new Problem(422, 'unknown_logo', message, { errors: [{ path: 'logoId', message }] });
};
