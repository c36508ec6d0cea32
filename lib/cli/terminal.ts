/** Where a command runs, and where its output goes. */
export interface Terminal {
  /** The folder that relative paths are meant from. */
  readonly folder: string;
  /** Writes what was asked for. */
  readonly out: (text: string) => void;
  /** Writes warnings and errors. */
  readonly err: (text: string) => void;
  /** Reads standard input to its end. */
  readonly stdin?: () => Promise<string>;
  /** Asks the person at the terminal, and gives what they typed; undefined where nobody is there. */
  readonly ask?: (question: string) => Promise<string>;
  /** The width, where there is one. */
  readonly columns?: number;
  /** Whether what was asked for is written in colours. */
  readonly colors?: boolean;
  /** What is known of where warnings, errors and progress go; a line of a terminal can be written anew. */
  readonly progress?: { readonly isTty: boolean; readonly colors: boolean; readonly columns?: number };
}
