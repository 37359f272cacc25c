import type { AuditRun, RunDifference } from '@evenhand/contracts';

/** The settings in which two runs differ: what besides the weights may have made their results differ. */
export function runDifferences(base: AuditRun, candidate: AuditRun): RunDifference[] {
  const before = settings(base);
  const after = settings(candidate);
  const fields = new Set([...before.keys(), ...after.keys()]);
  return [...fields]
    .map((field) => ({
      field,
      base: before.get(field) ?? null,
      candidate: after.get(field) ?? null,
    }))
    .filter((difference) => difference.base !== difference.candidate);
}

function settings({
  model,
  dataset,
  device,
  precision,
  preprocessDigest,
  software,
}: AuditRun): Map<string, string> {
  return new Map([
    ['model', `${model.name}@${model.version}`],
    ['model digest', model.digest],
    ['data set', dataset.name],
    ['data digest', dataset.digest],
    ['device', device],
    ['precision', precision],
    ['preprocessing', preprocessDigest],
    ...Object.entries(software)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, version]): [string, string] => [`software: ${name}`, version]),
  ]);
}
