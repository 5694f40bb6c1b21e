/** Why the embedded Postgres cannot run, in one line that says what to do; fit to be printed as it is. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
}

/** Another living server holds this data folder. */
export class DataFolderInUseError extends EmbeddedPostgresError {
  override name = 'DataFolderInUseError'
}
