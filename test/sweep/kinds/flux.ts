import { SweptKind } from '../sweep';
import { fluxAlert, fluxProvider, fluxReceiver } from './flux-notifications';
import { gitRepository, helmRepository, ociRepository } from './flux-sources';
import { helmRelease } from './helm-release';
import { kustomization } from './kustomization';

/** The kinds of the room flux. */
export const FLUX_KINDS: readonly SweptKind[] = [fluxProvider, fluxAlert, fluxReceiver, kustomization, gitRepository, ociRepository, helmRepository, helmRelease];
