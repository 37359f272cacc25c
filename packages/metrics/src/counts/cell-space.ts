import { UserError } from '@evenhand/contracts';

/** An attribute that people are grouped by, and its declared labels. */
export interface GroupAttribute {
  readonly name: string;
  readonly labels: readonly string[];
}

/** What the images of one task are counted by. */
export interface CellSpec {
  readonly attributes: readonly GroupAttribute[];
  /** Classes of the task, in the model's output order: truth, prediction and scores all follow it. */
  readonly labels: readonly string[];
}

/** Per attribute one label, or null where there is none: by name, or as positions in attribute order (−1: null). */
export type CellGroup = Readonly<Record<string, string | null>> | readonly number[];

/**
 * Numbering of the base cells: every combination of one label or null per attribute. Label positions i₁ … i_m make
 * cell Σ iⱼ·strideⱼ, null having the position after the last label.
 */
export interface CellSpace {
  readonly spec: CellSpec;
  readonly strides: readonly number[];
  /** Number of base cells: Π (labels + 1). */
  readonly cells: number;
  readonly attributeIndex: readonly ReadonlyMap<string, number>[];
  readonly labelIndex: ReadonlyMap<string, number>;
}

export function cellSpace(spec: CellSpec): CellSpace {
  const strides: number[] = [];
  let cells = 1;
  for (const attribute of spec.attributes) {
    strides.push(cells);
    cells *= attribute.labels.length + 1;
  }
  if (!Number.isSafeInteger(cells * spec.labels.length ** 2)) {
    throw new UserError({
      code: 'too_many_cells',
      message: `${spec.attributes.length} attributes and ${spec.labels.length} classes make more cells than can be numbered.`,
      hint: 'Leave out the attributes that nobody is grouped by.',
    });
  }
  return {
    spec,
    strides,
    cells,
    attributeIndex: spec.attributes.map((attribute) => positions(attribute.labels)),
    labelIndex: positions(spec.labels),
  };
}

function positions(labels: readonly string[]): Map<string, number> {
  return new Map(labels.map((label, index) => [label, index]));
}

/** Base cell of a group. An attribute that a named group does not mention is null there. */
export function cellOf(space: CellSpace, group: CellGroup): number {
  const named = Array.isArray(group) ? null : (group as Readonly<Record<string, string | null>>);
  let cell = 0;
  for (let a = 0; a < space.strides.length; a++) {
    const attribute = space.spec.attributes[a] as GroupAttribute;
    const label = named === null ? (group as readonly number[])[a] : named[attribute.name];
    const position =
      label === null || label === undefined || label === -1
        ? attribute.labels.length
        : positionOf(attribute, space.attributeIndex[a], label);
    cell += position * (space.strides[a] ?? 0);
  }
  return cell;
}

/** Position of a class of the task, given by name or by position. */
export function classOf(space: CellSpace, label: string | number): number {
  return positionOf({ name: 'the task', labels: space.spec.labels }, space.labelIndex, label);
}

function positionOf(
  list: GroupAttribute,
  index: ReadonlyMap<string, number> | undefined,
  label: string | number,
): number {
  const position = typeof label === 'number' ? label : index?.get(label);
  if (position === undefined || !(position >= 0 && position < list.labels.length)) {
    throw new UserError({
      code: 'unknown_label',
      message: `"${label}" is not among the labels of ${list.name}: ${list.labels.join(', ')}.`,
      hint: 'Add it to the declared labels, or map it with an alias or a label map.',
    });
  }
  return position;
}

/** Label positions of a base cell in attribute order, −1 for null. */
export function positionsOfCell(space: CellSpace, cell: number): number[] {
  return space.spec.attributes.map((attribute, a) => {
    const position = Math.floor(cell / (space.strides[a] ?? 1)) % (attribute.labels.length + 1);
    return position === attribute.labels.length ? -1 : position;
  });
}

/** The labels of a base cell by attribute name. */
export function groupOfCell(space: CellSpace, cell: number): Record<string, string | null> {
  const at = positionsOfCell(space, cell);
  return Object.fromEntries(
    space.spec.attributes.map((attribute, a) => [attribute.name, attribute.labels[at[a] ?? -1] ?? null]),
  );
}

/** Throws unless both tables count by the same attributes and classes, in the same order. */
export function checkSameSpec(a: CellSpec, b: CellSpec): void {
  const text = (spec: CellSpec): string =>
    JSON.stringify([spec.attributes.map(({ name, labels }) => [name, labels]), spec.labels]);
  if (text(a) !== text(b)) {
    throw new UserError({
      code: 'different_cells',
      message:
        'The two tables are not over the same attributes, labels and classes, so they cannot be added.',
      hint: 'Tabulate both with the same data-set manifest and model.',
    });
  }
}
