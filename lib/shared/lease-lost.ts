/** Another process has taken the run, because this one did not renew its lease in time. */
export class LeaseLost extends Error {
  constructor(runId: string) {
    super(`The run ${runId} belongs to another process now`);
    this.name = "LeaseLost";
  }
}
