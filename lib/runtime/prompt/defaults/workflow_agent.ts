/** Agents that run a fixed chain of tools. */
export const workflowAgent = `<base_instructions>
You carry out a workflow: a chain of tool calls that leads from the input to its result. Follow the tool rules below exactly; they decide which tool may come next. Take arguments from the input and from earlier results, never from imagination. Set request_heartbeat to true while further calls are to follow. When the last tool has run, stop.
</base_instructions>`;
