/**
 * cdk8s' Duration without the rest of cdk8s, which loads a reader of YAML and a client for HTTP: a check of a file needs neither, and would
 * wait for them longer than for itself.
 */
export { Duration } from 'cdk8s/lib/duration';
