import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generated } from './manifests';

/** The code is generated, and not compiled: whoever has .NET can. */
test('.NET: the code is there, and carries the package', () => {
  const folder = join(generated('dotnet'), 'Cdk8sCanaryAlerting');
  const project = readFileSync(join(folder, 'Cdk8sCanaryAlerting.csproj'), 'utf8');
  expect(project).toContain('<PackageId>Cdk8sCanaryAlerting</PackageId>');
  expect(project).toContain('<PackageReference Include="Org.Cdk8s" Version="[2.70.0,3.0.0)" />');
  const [, tarball] = /<EmbeddedResource Include="([^"]*\.tgz)"/.exec(project) ?? [];
  expect(existsSync(join(folder, tarball as string))).toBe(true);
  expect(readFileSync(join(folder, 'Cdk8sCanaryAlerting/CanaryAlerting.cs'), 'utf8')).toContain('public class CanaryAlerting : Constructs.Construct');
  expect(readFileSync(join(folder, 'Cdk8sCanaryAlerting/Flagger/Target.cs'), 'utf8')).toContain('namespace Cdk8sCanaryAlerting.Flagger');
});
