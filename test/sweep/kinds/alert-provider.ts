import { flagger } from '../../../lib';
import { name, oneOf, props, secretKey, text, url } from '../arbitraries';
import { swept } from '../sweep';
import fc from 'fast-check';

const common = { type: oneOf(flagger.AlertProviderType) };
const optional = { channel: text, username: text, proxy: url };

export const alertProvider = swept<{ readonly id: string; readonly props: flagger.AlertProviderProps }>({
  group: 'flagger.app',
  kind: 'AlertProvider',
  props: fc.record({
    id: name,
    props: fc.oneof(
      props<flagger.AlertProviderProps>({ ...common, secret: secretKey('address') }, optional),
      props<flagger.AlertProviderProps>({ ...common, address: url }, optional),
    ),
  }),
  make: (scope, { id, props: given }) => { new flagger.AlertProvider(scope, id, given); },
});
