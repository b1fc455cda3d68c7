export const paneKey = "mneme.panes";
/** What may be between the window's edge and the conversation; the conversation itself keeps at least `roomPx`. */
export const paneLimits = {
  configuration: { minPx: 240, maxPx: 640, initialPx: 296 },
  state: { minPx: 260, maxPx: 760, initialPx: 344 },
} as const;
export const roomPx = 420;
export type Side = keyof typeof paneLimits;
export const paneVariable = (side: Side) => `--pane-${side}`;

/** Runs before the first paint, so that a remembered width never jumps. */
export const paneScript = `try{var p=JSON.parse(localStorage.getItem("${paneKey}")||"{}");["configuration","state"].forEach(function(s){if(p[s]>0)document.documentElement.style.setProperty("--pane-"+s,p[s]+"px")})}catch(e){}`;
