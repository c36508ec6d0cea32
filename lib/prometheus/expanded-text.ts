import { invalid } from '../invalid';

/**
 * Refuses a text that the config reloader beside Prometheus would take for a variable: it replaces `$(NAME)` in the whole of prometheus.yaml, and
 * where no variable has that name, it reloads nothing any more, for nobody.
 * Source: prometheus-operator v0.93.0 cmd/prometheus-config-reloader/main.go; thanos-io/thanos v0.42.2 pkg/reloader/reloader.go (expandEnv).
 */
export function checkExpanded(at: string, text: unknown): void {
  if (typeof text !== 'string') { return; }
  const name = /\$\(([a-zA-Z_0-9]+)\)/.exec(text);
  if (name === null || name[1] === 'SHARD' || name[1] === 'POD_NAME') { return; }
  throw invalid({
    at, what: 'a text refers to a variable of the config reloader that is not set', value: text,
    allowed: 'no $(NAME) but $(POD_NAME) and $(SHARD): the reload would fail for the whole of Prometheus', fix: 'in a regular expression $(?:…) instead of $(…)',
  });
}
