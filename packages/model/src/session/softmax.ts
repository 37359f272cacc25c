/**
 * Softmax of each row of `width` values: exp(x − max) / Σ exp(x − max), summed in float64. Rows with a value that is
 * not finite become NaN.
 *
 * @param values rows × width logits
 */
export function softmaxRows(values: Float32Array, width: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width);
    const max = row.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
    const exponentials = Array.from(row, (value) => Math.exp(value - max));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    for (let i = 0; i < width; i++) result[start + i] = (exponentials[i] ?? 0) / sum;
  }
  return result;
}
