import type { AuditPlan, ClassParity } from '@evenhand/contracts';
import type { MeasuredSlice } from '../../audit/measure-slice.js';
import { binaryGroup } from './binary-group.js';
import { majorityGroup, parityMeasures } from './parity-measures.js';

/** What fairlearn, AIF360 and Aequitas would print for every class of the task, over the groups with images. */
export function auditParity(
  slices: readonly MeasuredSlice[],
  { labels, plan }: { labels: readonly string[]; plan: AuditPlan },
): ClassParity[] {
  const filled = slices.filter(({ matrix }) => matrix.n > 0);
  return labels.flatMap((label, k) => {
    const groups = filled.map(({ group, matrix }) => binaryGroup({ ...group }, matrix, k));
    const named = groups.find(({ group }) => isNamed(group, plan.reference));
    const reference = named ?? majorityGroup(groups);
    if (!reference) return [];
    return [{ class: label, reference: reference.group, measures: parityMeasures(groups, reference) }];
  });
}

function isNamed(group: Record<string, string>, reference: AuditPlan['reference']): boolean {
  if (typeof reference === 'string') return false;
  return Object.entries(group).every(([name, label]) => reference[name] === label);
}
