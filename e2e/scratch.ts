export { inScratchFolder, scratchFolder } from '../lib/drill/process/scratch';
