#!/usr/bin/env node
import { ensureBuilt } from './ensure-built.js';

ensureBuilt();
await import('../dist/bundle/main.js');
