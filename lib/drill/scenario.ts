/** What is played: a short readable file. Times are seconds from the beginning of the play. */
export interface Scenario {
  /** The file's name without its ending: `failed-analysis`. */
  readonly name: string;

  /** One sentence for the report: what happens, and what people should hear. */
  readonly about: string;

  /** The canaries that are played, by the names that steps give them; each stands for one of the manifests, or for one made up. */
  readonly canaries: readonly string[];

  /** What has been so before the play begins, and for how long. */
  readonly before?: Before;

  /** What happens, in order of time. */
  readonly steps: readonly Step[];

  /** What people should hear of each canary, or of Flagger and Alertmanager themselves. Whatever else they hear is told for nothing. */
  readonly expect: readonly Expectation[];

  /** How many Alertmanagers run as a cluster. */
  readonly alertmanagers: number;

  /** How long it is watched, in seconds; long enough for a second message to be seen. */
  readonly seconds: number;
}

/** A state that has lasted. Prometheus finds it in its storage when the play begins, as if it had been running all the time. */
export interface Before {
  /** What is so: verbs of steps, all at once. */
  readonly state: readonly Action[];

  /** For how many seconds; `until-due`: so long that the first alert that waits for it (`for`) fires some seconds after the beginning. */
  readonly lasted: number | 'until-due';
}

/** Something that happens at a moment. */
export interface Step {
  readonly at: number;
  readonly action: Action;
}

/** What can happen. */
export type Action =
  | { readonly do: 'progress'; readonly canary: string; readonly weight?: number } // status 0
  | { readonly do: 'succeed'; readonly canary: string } // promoted: status 1
  | { readonly do: 'fail'; readonly canary: string } // rolled back: status 2, all traffic on the primary
  | { readonly do: 'fail-promotion'; readonly canary: string } // status 2, traffic stays on the canary
  | { readonly do: 'never-ready'; readonly canary: string } // status 2, no weight was ever given
  | { readonly do: 'weight'; readonly canary: string; readonly weight: number }
  | { readonly do: 'uninitialized'; readonly canary: string } // counted in flagger_canary_total, without a status
  | { readonly do: 'delete'; readonly canary: string } // its primary is gone; Flagger's series stay
  | { readonly do: 'flagger'; readonly state: 'up' | 'down' | 'gone' | 'restarts' | 'replicas'; readonly replicas?: number }
  | { readonly do: 'prometheus'; readonly state: 'restarts' }
  | { readonly do: 'alertmanager'; readonly state: 'stops' | 'starts' }
  | { readonly do: 'receivers'; readonly status: number; readonly times?: number }; // what chats answer: 429, 500, 200

/** What people should hear. */
export interface Expectation {
  /** The canary that it is about; undefined for Flagger, Prometheus and Alertmanager themselves. */
  readonly canary?: string;

  /** How many times each channel that hears of it at all may hear it: 1 for once, 0 for never. */
  readonly times: number;

  /** The moment from which the promise counts; undefined where nobody promises a time. */
  readonly from?: number;

  /** Whether the message must say that it is over. */
  readonly resolved: boolean;
}
