import { Check } from '../check';
import { alertProvider } from './alert-provider';
import { autoscaler } from './autoscaler';
import { configSelector } from './config-selector';
import { flux } from './flux';
import { honorLabels } from './honor-labels';
import { misplaced } from './misplaced';
import { monitor } from './monitor';
import { namespace } from './namespace';
import { provider } from './provider';
import { reload } from './reload';
import { ruleSelector } from './rule-selector';
import { secret } from './secret';
import { secretKey } from './secret-key';
import { service } from './service';
import { target } from './target';
import { template } from './template';
import { templateVariable } from './template-variable';
import { unusedValues } from './unused-values';
import { valuesFrom } from './values-from';

/** The checks of the family `reference`. */
export const REFERENCE: readonly Check[] = [
  alertProvider, autoscaler, configSelector, flux, honorLabels, misplaced, monitor, namespace, provider, reload, ruleSelector, secret, secretKey, service, target, template, templateVariable, unusedValues,
  valuesFrom,
];
