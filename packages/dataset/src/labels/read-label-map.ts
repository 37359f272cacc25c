import { type LabelMap, labelMap } from '@evenhand/contracts';
import { readYaml } from '../read-yaml.js';

/**
 * Reads a label map (`--map TASK=FILE`), YAML or JSON: data-set label → model label; `null` leaves samples of
 * that label out of the task. Throws a UserError `invalid_label_map` or, where there is no such file,
 * `file_not_found`.
 */
export function readLabelMap(file: string): Promise<LabelMap> {
  return readYaml(file, labelMap, 'invalid_label_map');
}
