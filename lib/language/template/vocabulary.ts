import { GO_TEMPLATE_FUNCTIONS, TEMPLATE_FUNCTIONS } from '../../facts/alertmanager';
import { Vocabulary } from './text';

/**
 * What the labels and annotations of a rule may call.
 * Source: prometheus/prometheus v3.15.0 template/template.go (NewTemplateExpander), model/rulefmt/rulefmt.go (testTemplateParsing).
 */
export const RULE_VOCABULARY: Vocabulary = {
  functions: new Set([
    ...GO_TEMPLATE_FUNCTIONS,
    'query', 'first', 'label', 'value', 'strvalue', 'args', 'reReplaceAll', 'safeHtml', 'match', 'title', 'toUpper', 'toLower', 'graphLink', 'tableLink', 'sortByLabel',
    'stripPort', 'stripDomain', 'humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage', 'humanizeTimestamp', 'toTime', 'toDuration', 'now', 'pathPrefix',
    'externalURL', 'parseDuration', 'urlQueryEscape',
  ]),
  variables: ['$labels', '$externalLabels', '$externalURL', '$value'],
};

/** What the texts of Alertmanager's receivers may call. */
export const MESSAGE_VOCABULARY: Vocabulary = { functions: new Set([...GO_TEMPLATE_FUNCTIONS, ...TEMPLATE_FUNCTIONS]), variables: [] };
