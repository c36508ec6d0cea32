import { inventoryText } from '../../lib/explain';

const file = (path: string, ...kinds: string[]) => ({ path, objects: kinds.map((kind) => ({ kind })) });

describe('inventoryText', () => {
  test('counts kinds, folder by folder', () => {
    expect(inventoryText({
      label: 'dist',
      files: [file('root.yaml', 'Namespace'), file('shop/a.yaml', 'Canary', 'AlertProvider'), file('shop/b.yaml', 'Canary')],
      changes: { added: 1, changed: 2, removed: 0 },
    })).toBe(`dist/: 4 objects in 3 files, 1 added, 2 changed
  .     Namespace
  shop  AlertProvider, 2 Canary
`);
  });

  test('keeps within the width, a count beside its kind', () => {
    const kinds = ['AlertProvider', 'Canary', 'Canary', 'ExternalSecret', 'Kustomization', 'MetricTemplate', 'Namespace', 'PodMonitor'];
    expect(inventoryText({ label: 'dist', files: [file('shop/a.yaml', ...kinds)], changes: { added: 0, changed: 0, removed: 0 } }, 40)).toBe(
      `dist/: 8 objects in 1 file, nothing changed
  shop  AlertProvider, 2 Canary, ExternalSecret, Kustomization, MetricTemplate,
        Namespace, PodMonitor
`);
  });
});
