/**
 * The keys that upstream's programs read from the Secrets that they are pointed at. They are not configurable there: a
 * Secret with another key is a message that is never sent.
 */

/**
 * Flagger's AlertProvider and Flux' Provider: the webhook's URL.
 * Source: fluxcd/flagger v1.44.0 pkg/controller/events.go (getAlertProvider… reads `address`);
 * fluxcd/notification-controller v1.9.3 internal/server/event_handlers.go (createNotifier).
 */
export const ADDRESS = 'address';

/**
 * Flagger's AlertProvider (Slack only) and Flux' Provider: a bearer token beside the address.
 * Source: as for `ADDRESS`.
 */
export const TOKEN = 'token';
