/** onnxruntime's message without the C++ source line and condition that it starts with. */
export function ortErrorMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/^\/onnxruntime_src\/.*? was false\. /su, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\s.]+$/u, '');
}
