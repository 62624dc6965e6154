import { gatewayOptions } from '../../src/cli/gateway-options.ts';
import { readConfig } from '../../src/config.ts';

/** The limits of a gateway that nobody has set any for. */
export const { limits: GATEWAY_LIMITS_DEFAULTS } = await gatewayOptions(readConfig({}));
