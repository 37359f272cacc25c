import { cookies } from 'next/headers';

export type Theme = 'system' | 'light' | 'dark';
export type Faces = 'show' | 'blur' | 'hide';

const THEME_COOKIE = 'evenhand-theme';
const FACES_COOKIE = 'evenhand-faces';

/** What the reader chose before: remembered by the browser, known to the server, so that nothing flickers. */
export async function readPreferences(): Promise<{ theme: Theme; faces: Faces }> {
  const jar = await cookies();
  const theme = jar.get(THEME_COOKIE)?.value;
  const faces = jar.get(FACES_COOKIE)?.value;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    faces: faces === 'blur' || faces === 'hide' ? faces : 'show',
  };
}
