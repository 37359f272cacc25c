import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where distributions put the software Vulkan driver that comes with Chromium. */
const PLACES = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'].map(
  (folder) => `${folder}/vk_swiftshader_icd.json`,
);

/** Environment of a process that is to see SwiftShader as its graphics card; undefined where it is not installed. */
export function swiftshaderEnvironment(): Record<string, string> | undefined {
  const driver = process.env['VK_DRIVER_FILES'] ?? PLACES.find((file) => existsSync(file));
  // Chromium brings the Vulkan loader along as well.
  return driver === undefined ? undefined : { VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: dirname(driver) };
}
