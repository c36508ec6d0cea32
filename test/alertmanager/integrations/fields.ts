import { Dialect, Integration } from '../../../lib/alertmanager';
import { withSecretPaths } from '../../../lib/alertmanager/secret-file';

/** The entry that an integration becomes, and its section. */
export function fields(integration: Integration, dialect = Dialect.PROMETHEUS_OPERATOR): unknown {
  const { section, entry } = integration._render(dialect);
  return { [section]: withSecretPaths(entry) };
}
