import type { Grouping } from '@evenhand/contracts';
import { composition, crossTable, csvTable, findGrouping, groupName } from '@evenhand/report';
import type * as Draw from '@evenhand/report/figures';
import { detectableDrops, restRates } from '../data/detectable-drops';
import { unknown } from './attachment';
import type { DataShown } from './data-shown';
import { groupInks } from './group-inks';
import type { FigureShown } from './task-figures';

/** The tables of a page about images and labels as CSV; `by` says of which attributes. */
export const dataTables: Readonly<Record<string, (shown: DataShown, by: string) => string>> = {
  composition(shown, by) {
    const grouping = groupingOf(shown, by);
    const { rows } = composition(grouping, shown.planned);
    return csvTable(
      [by, 'images', 'share'],
      rows.map(({ name, n, share }) => [name, n, share]),
    );
  },
  intersections(shown, by) {
    const { by: attributes, slices } = groupingOf(shown, by);
    return csvTable(
      [...attributes, 'images'],
      slices.map(({ group, n }) => [...attributes.map((attribute) => group[attribute] ?? ''), n]),
    );
  },
  detectable({ groupings, images }) {
    return csvTable(
      [
        'group',
        'images',
        ...restRates.map((rate) => `detectable drop where the rest is ${100 * rate} % right`),
      ],
      detectableDrops(groupings, images).map(({ group, n, drops }) => [groupName(group), n, ...drops]),
    );
  },
};

/** The charts of a page about images and labels as figures by themselves. */
export const dataFigures: Readonly<
  Record<string, (shown: DataShown, by: string, draw: typeof Draw) => FigureShown>
> = {
  composition(shown, by, draw) {
    const made = composition(groupingOf(shown, by), shown.planned);
    const caption = [made.caption, made.missing].filter(Boolean).join(' ');
    const inks = groupInks(shown.shape, made.rows, draw);
    return { ...made, caption, drawing: draw.compositionDrawing(made, inks) };
  },
  intersections(shown, by, draw) {
    const table = crossTable(groupingOf(shown, by), shown.planned);
    if (!table) throw unknown('intersection', by);
    return { ...table, drawing: draw.crossTableDrawing(table) };
  },
};

/** @throws UserError `unknown_grouping` */
function groupingOf({ groupings }: DataShown, by: string): Grouping {
  const found = findGrouping({ groupings }, by.split(','));
  if (!found) throw unknown('grouping', by);
  return found;
}
