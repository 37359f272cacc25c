/** Objects inside objects that are looked into; what is deeper stays as it is. */
const DEEPEST = 4;

/**
 * The names of an object's fields; those of objects in it with the names from the top, `scores.Male`, as the columns of
 * a Parquet file have them.
 */
export function fieldNames(value: Readonly<Record<string, unknown>>, depth = 1): string[] {
  return Object.entries(value).flatMap(([name, field]) =>
    isObject(field) && depth < DEEPEST
      ? fieldNames(field, depth + 1).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

/** A field by such a name. A field of its own goes before one inside an object. */
export function fieldAt(value: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(value, name)) return value[name];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const outer = name.slice(0, dot);
    const inner = Object.hasOwn(value, outer) ? value[outer] : undefined;
    if (isObject(inner)) return fieldAt(inner, name.slice(dot + 1));
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
