/** Reads all there is. */
export async function drain(values: AsyncIterable<unknown>): Promise<void> {
  for await (const _value of values);
}
