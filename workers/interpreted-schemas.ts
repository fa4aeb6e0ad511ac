import { z } from 'zod';

/** Zod compiles schemas by `new Function` and probes for it, which the content policy forbids and reports: it interprets them instead. Import it first. */
z.config({ jitless: true });
