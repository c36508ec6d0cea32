/**
 * In which order the files begin: those that take longest first, so that no processor waits for one of them at the end. Jest itself goes by the size of a file where it
 * has not seen it run, and what takes long here is waiting.
 */
const LONGEST = ['faults-stores', 'facts-routing', 'faults', 'facts-canaries', 'facts-flagger', 'told', 'upgrade', 'facts-notification', 'facts-flux', 'understood'];

const rank = ({ path }) => {
  const at = LONGEST.findIndex((name) => path.endsWith(`/${name}.e2e.test.ts`));
  return at < 0 ? LONGEST.length : at;
};

module.exports = class LongestFirst {
  sort(tests) { return [...tests].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1)); }

  shard(tests, { shardIndex, shardCount }) { return this.sort(tests).filter((_, index) => index % shardCount === shardIndex - 1); }

  allFailedTests(tests) { return tests; }

  cacheResults() {}
};
