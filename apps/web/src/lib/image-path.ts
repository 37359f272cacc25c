/** Address of a sample's image. */
export function imagePath(dataset: string, index: number): string {
  return `/api/datasets/${encodeURIComponent(dataset)}/images/${index}`;
}
