import type { FeatureGuards } from '../../platform/module.ts';
import { activeKeys } from './guard.ts';
import { keysMissingToSwitchOn, trafficLogOn } from './problems.ts';
import { HOLDER_ROLES } from './schemas.ts';

export const featureGuards: FeatureGuards = {
  async boards(ctx) {
    if (ctx.config.trafficLog.isOn) throw trafficLogOn();
    const keys = await activeKeys(ctx);
    const missing = HOLDER_ROLES.filter((role) => !keys.some((key) => key.role === role));
    if (missing.length > 0) throw keysMissingToSwitchOn(missing);
  },
};
