import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';

/** A database of the page's origin, which other tabs may use at the same time. */
export interface SharedDatabase<Schema extends DBSchema> {
  /** Opens it when it is first asked for. @throws where storage is refused, as in some private windows; a later call may be allowed again. */
  open(): Promise<IDBPDatabase<Schema>>;
  /** Deletes it with everything in it. @throws where storage is refused. */
  remove(): Promise<void>;
}

/** @param upgrade makes the stores of this version out of those of an earlier one. */
export function sharedDatabase<Schema extends DBSchema>(name: string, version: number, upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>): SharedDatabase<Schema> {
  let database: Promise<IDBPDatabase<Schema>> | null = null;

  const open = (): Promise<IDBPDatabase<Schema>> => {
    if (database !== null) return database;
    const opening = openDB<Schema>(name, version, {
      upgrade,
      // Another tab upgrades or clears: let go, or it waits for ever.
      blocking: () => {
        void opening.then((db) => db.close());
        forget();
      },
      // The browser has taken the storage back, or the user has cleared it.
      terminated: forget,
    });
    function forget(): void {
      if (database === opening) database = null;
    }
    database = opening;
    opening.catch(forget);
    return opening;
  };

  return {
    open,
    async remove() {
      (await open()).close();
      database = null;
      await deleteDB(name);
    },
  };
}
