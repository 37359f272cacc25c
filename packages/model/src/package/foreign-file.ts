/** What people often have in place of the file they wanted. `undefined` where the start of the file says nothing. */
export function describeForeignFile(start: Uint8Array): { what: string; hint: string } | undefined {
  const text = new TextDecoder('latin1')
    .decode(start.subarray(0, 512))
    .replace(/^\u00ef\u00bb\u00bf/u, '')
    .trimStart();
  if (/^<(?:!doctype|html|head|\?xml|!--)/iu.test(text)) {
    return {
      what: 'it is a saved web page (HTML)',
      hint: 'Download the file itself: on a model hub use its download link, not the page that shows the file.',
    };
  }
  if (text.startsWith('version https://git-lfs')) {
    return {
      what: 'it is a Git LFS pointer, a few lines of text in place of the file',
      hint: 'Run `git lfs pull` in the repository that it came from.',
    };
  }
  return undefined;
}
