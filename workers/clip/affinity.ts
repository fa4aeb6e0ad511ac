/** For the page, which knows of the workers only. */
export { affinity } from '../../models/fusion/affinity.ts';
