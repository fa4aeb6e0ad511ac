import { DRIVER_FILES_ID, DRIVER_MODEL_ID } from './driver-types.ts';

/** The hidden inputs that the command line hands its files to. */
export function DriverInputs() {
  return (
    <>
      <input id={DRIVER_FILES_ID} type="file" multiple hidden />
      <input id={DRIVER_MODEL_ID} type="file" accept=".fovea" hidden />
    </>
  );
}
