import { aequitasFormulas, aequitasMeasures } from './aequitas.js';
import { aif360Formulas, aif360Measures } from './aif360.js';
import { type BinaryGroup, type ParityMeasure, size } from './binary-group.js';
import { fairlearnFormulas, fairlearnMeasures } from './fairlearn.js';

/** What the numbers of other tools mean, by tool and name. Several of them are called "equalized odds". */
export const parityFormulas: Readonly<Record<ParityMeasure['tool'], Readonly<Record<string, string>>>> = {
  fairlearn: fairlearnFormulas,
  AIF360: aif360Formulas,
  Aequitas: aequitasFormulas,
};

/** The largest group: Aequitas' majority group; ties go to the first. */
export function majorityGroup(groups: readonly BinaryGroup[]): BinaryGroup | null {
  return groups.reduce<BinaryGroup | null>(
    (most, group) => (most === null || size(group) > size(most) ? group : most),
    null,
  );
}

/**
 * The numbers that fairlearn, AIF360 and Aequitas print for one class, under their own names and with their own
 * conventions for undefined rates. `reference` is AIF360's privileged group and Aequitas' reference group.
 */
export function parityMeasures(groups: readonly BinaryGroup[], reference: BinaryGroup): ParityMeasure[] {
  return [
    ...fairlearnMeasures(groups),
    ...aif360Measures(groups, reference),
    ...aequitasMeasures(groups, reference),
  ];
}
