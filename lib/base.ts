// The rooms refer to these, and the rest refers to the rooms: Go, which has no import cycles, needs them in a package of their own.
export * from './flagger-installation';
export * from './resource';
export * from './secret-key';
