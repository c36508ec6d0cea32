import { Check } from '../check';
import { alertProvider } from './alert-provider';
import { autoscaler } from './autoscaler';
import { flux } from './flux';
import { honorLabels } from './honor-labels';
import { monitor } from './monitor';
import { namespace } from './namespace';
import { provider } from './provider';
import { ruleSelector } from './rule-selector';
import { secret } from './secret';
import { secretKey } from './secret-key';
import { service } from './service';
import { target } from './target';
import { template } from './template';

/** The checks of the family `reference`. */
export const REFERENCE: readonly Check[] = [
  alertProvider, autoscaler, flux, honorLabels, monitor, namespace, provider, ruleSelector, secret, secretKey, service, target, template,
];
